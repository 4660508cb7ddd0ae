import { type ContractSet, type Finding, type LoadOptions, loadContracts, Sources, sortFindings } from '@vyarna/loader';
import { type Base, checkReleases, readHistory, releaseFindings } from '@vyarna/release';
import { RULES } from './catalogue.ts';
import { checkExamples } from './examples/check-examples.ts';
import { findExamples } from './examples/find-examples.ts';
import type { InPlace } from './ignore/in-place.ts';
import { jsonIgnores } from './ignore/json-ignores.ts';
import { leaveOut } from './ignore/leave-out.ts';
import { yamlIgnores } from './ignore/yaml-ignores.ts';
import { Model } from './model.ts';
import { ruleInfo } from './rule-index.ts';
import { runRules } from './run-rules.ts';
import { readSettings } from './settings/read-settings.ts';
import type { Settings } from './settings/settings.ts';

/** What was found without the parser of AsyncAPI, which takes longer than all the rest. */
export interface Check {
  /** The documents that could be read, for the parser; none where the contracts are refused. */
  readonly documents: readonly string[];
  /** Whether the contracts or the settings cannot be read: then nothing else is said of them. */
  readonly refused: boolean;
  /** All findings, with those of the parser or, where it did not run, with undefined. */
  readonly findings: (asyncapi: readonly Finding[] | undefined) => readonly Finding[];
}

export interface CheckOptions extends LoadOptions {
  /** What the released versions are compared with, null where there is nothing; they are not looked at without it. */
  readonly base?: Base | null;
}

/** Reads a contract folder with its settings and runs every rule that they select. */
export const checkContracts = (options: CheckOptions): Check => {
  const { set, findings: loaded, read } = loadContracts(options);
  const sources = set?.sources ?? new Sources(options.root);
  const { settings, findings: faults } = readSettings(sources, options.contracts, standardOf(set));
  const found = loaded.map((finding): Finding => ({ ...finding, severity: 'error' }));
  if (set === null || settings === undefined) {
    const all = sortFindings([...found, ...faults]);
    return { documents: [], refused: true, findings: () => all };
  }
  const own = [...found, ...lint(set, settings), ...(options.base === undefined ? [] : ofReleases(set, options.base))];
  const inPlace = [...read.texts].flatMap(([file, text]) => (text === undefined ? [] : ignoresIn(file, text)));
  return {
    documents: set.documents.map(({ file }) => file),
    refused: false,
    findings(asyncapi) {
      const all = [...own, ...(asyncapi ?? [])].filter(({ rule }) => ruleInfo(rule) === undefined || settings.use.has(rule));
      return sortFindings(leaveOut(all, { settings, inPlace, complete: asyncapi !== undefined }));
    },
  };
};

/** Contracts that say nothing of VYARNA are held only to what is surely wrong: they were written for other rules. */
const standardOf = (set: ContractSet | null): readonly string[] =>
  set?.channels.some(({ facts }) => facts.place !== undefined) === true ? ['STANDARD'] : ['MINIMAL'];

const lint = (set: ContractSet, { use }: Settings): readonly Finding[] => {
  const examples = findExamples(set);
  const rules = RULES.filter(({ id }) => use.has(id));
  return [...runRules(rules, new Model(set, examples)), ...checkExamples(set, examples)];
};

const ofReleases = (set: ContractSet, base: Base | null): readonly Finding[] =>
  releaseFindings(checkReleases(set, readHistory(set.root, set.contracts), base));

const ignoresIn = (file: string, text: string): readonly InPlace[] => {
  if (/\.ya?ml$/.test(file)) return yamlIgnores(file, text);
  return /\.(avsc|json)$/.test(file) ? jsonIgnores(file, text) : [];
};
