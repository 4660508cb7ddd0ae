import { dirname } from 'node:path/posix';
import { SHARED_FOLDER } from '@vyarna/loader';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';

interface OwnerLine {
  readonly pattern: string;
  readonly owners: readonly { readonly name: string; readonly column: number }[];
  /** Counts from 1. */
  readonly line: number;
}

/** The folders that must say who reviews them: each document's, and the shared one. */
const foldersOf = ({ set, sources }: Model): readonly string[] => {
  const shared = `${set.contracts}/${SHARED_FOLDER}`;
  const isShared = sources.exists(`${shared}/OWNERS`) || set.definitions.some(({ file }) => file.startsWith(`${shared}/`));
  return [...new Set([...set.documents.map(({ file }) => dirname(file)), ...(isShared ? [shared] : [])])];
};

/** CODEOWNERS syntax: a pattern and its owners on a line; the rest of a line behind # is a comment. */
const readOwners = (text: string): readonly OwnerLine[] =>
  text.split(/\r?\n/).flatMap((written, index) => {
    const words = [...written.replace(/(^|\s)#.*$/, '').matchAll(/(?:\\\s|\S)+/g)];
    const [pattern, ...owners] = words.map((word) => ({ name: word[0], column: word.index + 1 }));
    return pattern === undefined ? [] : [{ pattern: pattern.name, owners, line: index + 1 }];
  });

const missing: Rule = {
  id: 'OWNERS_MISSING',
  level: 'STANDARD',
  theme: 'SECURITY',
  severity: 'error',
  why: 'A change of a contract is reviewed by the team that answers for it; without one it is reviewed by nobody.',
  hint: 'Write a file OWNERS with a line such as: * @organization/team.',
  set(model, report) {
    for (const folder of foldersOf(model)) {
      const file = `${folder}/OWNERS`;
      const at = { file, line: 1, column: 1 };
      if (!model.sources.exists(file)) report(at, `Nobody is said to own ${folder}.`);
      else if (!readOwners(model.sources.text(file)).some(({ pattern, owners }) => /^\/?(\*|\*\*)$/.test(pattern) && owners.length > 0))
        report(at, `No team is said to own all of ${folder}.`);
    }
  },
};

const person: Rule = {
  id: 'OWNERS_NOT_A_TEAM',
  level: 'STANDARD',
  theme: 'SECURITY',
  severity: 'error',
  why: 'People change jobs and go on holiday; a team answers for its contracts for as long as they live.',
  hint: 'Name a team: @organization/team.',
  set(model, report) {
    for (const folder of foldersOf(model)) {
      const file = `${folder}/OWNERS`;
      if (!model.sources.exists(file)) continue;
      for (const { owners, line } of readOwners(model.sources.text(file))) {
        for (const { name, column } of owners) {
          if (!/^@[\w.-]+(\/[\w.-]+)+$/.test(name)) report({ file, line, column }, `The owner ${name} is not a team.`);
        }
      }
    }
  },
};

export const ownerRules: readonly Rule[] = [missing, person];
