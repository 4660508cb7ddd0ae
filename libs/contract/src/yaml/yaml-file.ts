import type { SchemaNode } from '@vyarna/avro';
import { readYamlTree } from './read-yaml.ts';

export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What keeps a text from being read, or from being read in one way only. */
export interface YamlFinding extends Position {
  readonly rule: 'BROKEN_YAML' | 'BROKEN_JSON' | 'DUPLICATE_KEY';
  readonly severity: 'error';
  readonly message: string;
  readonly hint: string;
}

/** One YAML (or JSON) file with the place of every node. */
export interface YamlFile {
  readonly root: SchemaNode;
  /** Whether the text broke off somewhere; then nothing of it is known. */
  readonly broken: boolean;
  readonly findings: readonly YamlFinding[];
  positionAt(offset: number): Position;
}

export const readYaml = (file: string, text: string): YamlFile => {
  const { root, faults } = readYamlTree(text);
  const positionAt = positionsIn(file, text);
  const format = file.endsWith('.json') ? 'JSON' : 'YAML';
  const findings = faults.map(({ offset, duplicate, message }): YamlFinding => {
    const common = { ...positionAt(offset), severity: 'error' as const };
    if (duplicate === undefined) return { ...common, rule: `BROKEN_${format}`, message: `This is not ${format}: ${message}.`, hint: '' };
    const { line, column } = positionAt(duplicate.first);
    const told = `"${duplicate.key}" is given twice; the first is at ${line}:${column}.`;
    return { ...common, rule: 'DUPLICATE_KEY', message: told, hint: 'Remove one of them.' };
  });
  return { root, broken: faults.some(({ duplicate }) => duplicate === undefined), findings, positionAt };
};

/** Lines are only counted when something has to be said about one. */
const positionsIn = (file: string, text: string): YamlFile['positionAt'] => {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const line = starts.findLastIndex((start) => start <= offset) + 1;
    return { file, line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
};
