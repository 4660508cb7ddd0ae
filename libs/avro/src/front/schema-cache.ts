/** Keeps what was made of schemas, so that only what changed is made again. */
import type { NamedType } from './ast.ts';
import type { Finding } from './finding.ts';
import { parseInput } from './parse-input.ts';
import type { ResolvedInput } from './resolve-input.ts';
import type { ParsedInput, SchemaInput } from './schema-input.ts';
import { reportTo } from './source.ts';

/** One cache serves one set of schemas: what a call does not use is dropped. */
export type SchemaCache = Map<string, CachedSchema>;

export interface CachedSchema {
  readonly input: SchemaInput;
  readonly parsed: ParsedInput;
  resolved?: ResolvedInput;
  checked?: Checked;
}

interface Checked {
  readonly resolved: ResolvedInput;
  /** The named types that the checks looked at. */
  readonly seen: ReadonlyMap<string, NamedType | undefined>;
  readonly findings: readonly Finding[];
}

/** The inputs by id, parsed, and those they refer to by `$ref`. */
export const gatherSchemas = (
  inputs: readonly SchemaInput[],
  load: ((id: string) => SchemaInput | undefined) | undefined,
  cache: SchemaCache,
): ReadonlyMap<string, CachedSchema> => {
  const found = new Map<string, CachedSchema>();
  const add = (id: string, input: SchemaInput): void => {
    const last = cache.get(id);
    const schema = last !== undefined && isSame(last.input, input) ? last : { input, parsed: parseInput({ ...input, id }) };
    if (schema !== last) cache.set(id, schema);
    found.set(id, schema);
  };
  for (const input of inputs) if (!found.has(input.id)) add(input.id, input);
  // A map that grows while it is walked goes on to what was added.
  for (const { parsed } of found.values()) {
    for (const { id } of parsed.refs) {
      const input = found.has(id) ? undefined : load?.(id);
      if (input !== undefined) add(id, input);
    }
  }
  if (cache.size > found.size) for (const id of cache.keys()) if (!found.has(id)) cache.delete(id);
  return found;
};

const isSame = (a: SchemaInput, b: SchemaInput): boolean =>
  a === b ||
  (a.file === b.file && a.namespace === b.namespace && ('text' in a ? 'text' in b && a.text === b.text : 'tree' in b && a.tree === b.tree));

/** What the checks of a schema find that had to wait for other schemas. They are made again where a type they look at is another. */
export const checkSchema = (schema: CachedSchema, resolved: ResolvedInput, types: ReadonlyMap<string, NamedType>): readonly Finding[] => {
  const { parsed, checked } = schema;
  if (parsed.checks.length === 0) return none;
  if (checked?.resolved === resolved && isUnchanged(checked.seen, types)) return checked.findings;
  const findings: Finding[] = [];
  const seen = new Map<string, NamedType | undefined>();
  const noting = {
    get: (name: string): NamedType | undefined => {
      const type = types.get(name);
      seen.set(name, type);
      return type;
    },
  };
  const report = reportTo(findings, parsed.source);
  for (const check of parsed.checks) check({ types: noting, report, resolved: resolved.resolved });
  schema.checked = { resolved, seen, findings };
  return findings;
};

const none: readonly Finding[] = [];

const isUnchanged = (seen: ReadonlyMap<string, NamedType | undefined>, types: ReadonlyMap<string, NamedType>): boolean => {
  for (const [name, type] of seen) if (types.get(name) !== type) return false;
  return true;
};
