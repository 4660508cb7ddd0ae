import { referencesIn } from '@vyarna/avro';
import type { Model } from '../model.ts';
import { inFile, type Rule } from '../rule.ts';

interface Reference {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Every use of a named type in a field; a definition in place is one too. */
function* usesOf({ set }: Model): Generator<Reference> {
  for (const { type, file } of set.definitions) for (const { name, position } of referencesIn(type)) yield { name, ...inFile(file, position) };
}

const fullName: Rule = {
  id: 'REFERENCE_BY_FULL_NAME',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'A short name means another type as soon as the record moves to another namespace.',
  hint: 'Write the full name.',
  set(model, report) {
    const lines = new Map<string, readonly string[]>();
    const linesOf = (file: string): readonly string[] => {
      const known = lines.get(file) ?? model.sources.text(file).split('\n');
      lines.set(file, known);
      return known;
    };
    for (const { name, file, line, column } of usesOf(model)) {
      const written = /^"([^"]*)"/.exec(linesOf(file)[line - 1]?.slice(column - 1) ?? '')?.[1];
      if (written === undefined || written === name || !name.endsWith(`.${written}`)) continue;
      report(inFile(file, { line, column }), `The reference to ${name} is by its short name, ${written}.`, `Write "${name}".`);
    }
  },
};

const sharedType: Rule = {
  id: 'SHARED_TYPE_NESTED',
  level: 'STANDARD',
  theme: 'FILES',
  severity: 'error',
  why: 'A type that several files use is looked for in a file of its own, and a change of it reviewed as one of its own.',
  hint: 'Move it to a file of its own, and refer to it by its full name.',
  set(model, report) {
    const { set } = model;
    const roots = new Set(set.typeOfFile.values());
    const nested = set.definitions.filter(({ type, file }) => !roots.has(type.name) && file.endsWith('.avsc'));
    if (nested.length === 0) return;
    const fileOf = new Map(nested.map(({ type, file }) => [type.name, file]));
    const users = new Map<string, string>();
    for (const { name, file } of usesOf(model)) {
      const own = fileOf.get(name);
      if (own !== undefined && own !== file && !users.has(name)) users.set(name, file);
    }
    for (const { type, file } of nested) {
      const first = users.get(type.name);
      if (first !== undefined) report(inFile(file, type.position), `${type.name} is defined inside another type, but ${first} uses it too.`);
    }
  },
};

export const referenceRules: readonly Rule[] = [fullName, sharedType];
