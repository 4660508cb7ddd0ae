import { diagnoseJson, positionsIn, type SchemaNode } from '@vyarna/avro';
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

/** Of a file called `.json` the text must be JSON: YAML takes commas, quotes and comments that other readers of the file refuse. */
export const readYaml = (file: string, text: string): YamlFile => {
  const positionAt = placesIn(file, text);
  const format = file.endsWith('.json') ? 'JSON' : 'YAML';
  if (format === 'JSON' && !isJson(text)) {
    const finding = { ...brokenJson(text, positionAt), severity: 'error' as const };
    return { root: { kind: 'null', offset: 0, value: null }, broken: true, findings: [finding], positionAt };
  }
  const { root, faults } = readYamlTree(text);
  const findings = faults.map(({ offset, duplicate, message }): YamlFinding => {
    const common = { ...positionAt(offset), severity: 'error' as const };
    if (duplicate === undefined) return { ...common, rule: `BROKEN_${format}`, message: `This is not ${format}: ${message}.`, hint: '' };
    const { line, column } = positionAt(duplicate.first);
    const told = `"${duplicate.key}" is given twice; the first is at ${line}:${column}.`;
    return { ...common, rule: 'DUPLICATE_KEY', message: told, hint: 'Remove one of them.' };
  });
  return { root, broken: faults.some(({ duplicate }) => duplicate === undefined), findings, positionAt };
};

const BYTE_ORDER_MARK = /^\ufeff/;

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text.replace(BYTE_ORDER_MARK, ''));
    return true;
  } catch {
    return false;
  }
};

const brokenJson = (text: string, positionAt: YamlFile['positionAt']): Omit<YamlFinding, 'severity'> => {
  let [place, message] = [0, 'This is not JSON.'];
  diagnoseJson(text.replace(BYTE_ORDER_MARK, ' '), (at, _, told) => {
    if ('offset' in at) [place, message] = [at.offset, told];
  });
  return { ...positionAt(place), rule: 'BROKEN_JSON', message, hint: '' };
};

/** Lines are only counted when something has to be said about one. */
const placesIn = (file: string, text: string): YamlFile['positionAt'] => {
  let positionAt: ReturnType<typeof positionsIn> | undefined;
  return (offset) => {
    positionAt ??= positionsIn(text);
    return { file, ...positionAt(offset) };
  };
};
