import type { SchemaNode } from '@vyarna/avro';
import type { Finding } from './finding.ts';
import { readYamlTree } from './read-yaml.ts';

export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One YAML (or JSON) file with the place of every node. */
export interface YamlFile {
  readonly root: SchemaNode;
  /** Whether the text broke off somewhere; then nothing of it is known. */
  readonly broken: boolean;
  readonly findings: readonly Finding[];
  positionAt(offset: number): Position;
}

export const readYaml = (file: string, text: string): YamlFile => {
  const { root, faults } = readYamlTree(text);
  const positionAt = positionsIn(file, text);
  const format = file.endsWith('.json') ? 'JSON' : 'YAML';
  const findings = faults.map(({ offset, duplicate, message }): Finding => {
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
