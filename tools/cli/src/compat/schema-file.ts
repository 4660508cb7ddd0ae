import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type AvroJson,
  avroJsonOf,
  type Finding,
  type ResolvedSchemas,
  resolveSchemas,
  type Schema,
  type SchemaInput,
  selfContained,
} from '@vyarna/avro';
import { formatFinding } from '@vyarna/loader';
import { UsageError } from '../command.ts';

/** A schema that was given by its file. */
export interface SchemaFile {
  readonly path: string;
  readonly schema: Schema;
  /** By itself, without references to other files. */
  readonly json: AvroJson;
}

/** A file is no schema; the message lists why, a line for each fault with its place. */
export class InvalidSchemaFile extends Error {
  override readonly name = 'InvalidSchemaFile';
}

/**
 * Reads a `.avsc` file. `$ref`s are relative to it; a type that only other files define is looked for among those of the folder of contracts, which is the
 * nearest one called `contracts` above the file unless it is given. Throws `InvalidSchemaFile`.
 */
export const readSchemaFile = (path: string, contracts: string | undefined): SchemaFile => {
  const input: SchemaInput = { id: path, file: path, text: readText(path) };
  const alone = resolveSchemas([input], { load: loadFile });
  if (faultsOf(alone).length === 0) return schemaFile(path, alone);
  const folder = contracts ?? nearestContracts(path);
  const needsOthers = faultsOf(alone).some(({ rule }) => rule === 'UNKNOWN_TYPE');
  if (folder === undefined || !needsOthers) throw invalid(alone);
  const whole = resolveSchemas([input, ...othersIn(folder, alone)], { load: loadFile });
  if (faultsOf(whole).length > 0) throw invalid(whole);
  return schemaFile(path, whole);
};

const schemaFile = (path: string, resolved: ResolvedSchemas): SchemaFile => {
  const root = resolved.roots.get(path);
  if (root === undefined) throw invalid(resolved);
  const text = readText(path);
  const isWhole = resolved.definitions.every(({ file }) => file === path) && !text.includes('"$ref"');
  const named = (name: string): AvroJson | undefined => {
    const type = resolved.types.get(name);
    return type && avroJsonOf(type);
  };
  // As it is written where it can be: engines differ over how names are written.
  const json = isWhole ? (JSON.parse(text) as AvroJson) : selfContained(root.kind === 'reference' ? root.name : avroJsonOf(root), named);
  return { path, schema: { root, types: resolved.types }, json };
};

const readText = (path: string): string => {
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`There is no file ${path}`);
  return readFileSync(path, 'utf8');
};

const loadFile = (id: string): SchemaInput | undefined => (existsSync(id) ? { id, file: id, text: readFileSync(id, 'utf8') } : undefined);

const nearestContracts = (path: string): string | undefined => {
  for (let folder = dirname(resolve(path)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'contracts'))) return join(folder, 'contracts');
  }
  return undefined;
};

/** The types that a folder's schema files define, but those that are defined already. */
const othersIn = (folder: string, { definitions }: ResolvedSchemas): readonly SchemaInput[] => {
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.avsc'));
  const known = new Set(definitions.map(({ type }) => type.name));
  const found = resolveSchemas(
    files.sort().flatMap((file) => loadFile(join(folder, file)) ?? []),
    { load: loadFile },
  );
  return found.definitions
    .filter(({ type }) => !known.has(type.name))
    .map(({ type, file }) => ({ id: `${file}#${type.name}`, file, text: JSON.stringify(avroJsonOf(type)), fullNames: true }));
};

const faultsOf = ({ findings }: ResolvedSchemas): readonly Finding[] => findings.filter(({ severity }) => severity === 'error');

const invalid = (resolved: ResolvedSchemas): InvalidSchemaFile => new InvalidSchemaFile(faultsOf(resolved).map(formatFinding).join('\n'));
