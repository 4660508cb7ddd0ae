/** The front end: schemas that refer to each other, over files, to types and findings. */
import type { AvroType, NamedDefinition, NamedType } from './ast.ts';
import { checkNameable } from './check-nameable.ts';
import { checkTypes } from './check-types.ts';
import type { NeedyRecord } from './endless-recursion.ts';
import { meaningsOf, ownersOf } from './find-meanings.ts';
import type { Finding } from './finding.ts';
import { resolveInput } from './resolve-input.ts';
import { checkSchema, gatherSchemas, type SchemaCache } from './schema-cache.ts';
import type { ParsedInput, SchemaInput } from './schema-input.ts';
import { type Report, reportTo, sortedFindings } from './source.ts';

export interface ResolveOptions {
  /** Finds the schema that a `$ref` means where its id is not among the inputs. */
  readonly load?: (id: string) => SchemaInput | undefined;
  /** Kept between calls it spares making again what did not change. */
  readonly cache?: SchemaCache;
}

export interface ResolvedSchemas {
  /** Every named type by full name, in the order of schemas and of definitions in them. */
  readonly types: ReadonlyMap<string, NamedType>;
  readonly definitions: readonly NamedDefinition[];
  /** By id, the root of each schema that could be read. */
  readonly roots: ReadonlyMap<string, AvroType>;
  readonly findings: readonly Finding[];
}

/** Reads schemas that may refer to each other by full name, in any order, and by `$ref`. */
export const resolveSchemas = (inputs: readonly SchemaInput[], { load, cache = new Map() }: ResolveOptions = {}): ResolvedSchemas => {
  const schemas = gatherSchemas(inputs, load, cache);
  // What is found only now that all schemas are known.
  const late = new Map<ParsedInput, Finding[]>();
  const reportOf = (parsed: ParsedInput): Report => {
    const findings = late.get(parsed) ?? [];
    late.set(parsed, findings);
    return reportTo(findings, parsed.source);
  };

  const owners = ownersOf(schemas.values(), reportOf);
  const meaningOf = meaningsOf(schemas, owners, reportOf);
  const types = new Map<string, NamedType>();
  const definitions: NamedDefinition[] = [];
  const roots = new Map<string, AvroType>();
  const aliased: NamedType[] = [];
  const needy: NeedyRecord[] = [];
  const resolved = [...schemas.values()].map((schema) => {
    const { parsed } = schema;
    const made = resolveInput(parsed, meaningOf, schema.resolved);
    schema.resolved = made;
    for (const definition of made.definitions) {
      const { type } = definition;
      if (owners.get(type.name) !== parsed || types.has(type.name)) continue;
      types.set(type.name, type);
      definitions.push(definition);
    }
    aliased.push(...made.aliased);
    needy.push(...made.needy);
    if (made.root !== undefined) roots.set(parsed.id, made.root);
    return { schema, made };
  });
  const reportOfType = (name: string): Report => {
    const owner = owners.get(name);
    return owner === undefined ? () => {} : reportOf(owner);
  };
  checkTypes(aliased, needy, types, reportOfType);
  // A schema that is alone stands by itself as it is written.
  if (schemas.size > 1) checkNameable(types, roots.values(), reportOfType);
  const findings = resolved.flatMap(({ schema, made }) => {
    const { parsed } = schema;
    const checked = checkSchema(schema, made, types);
    const found = late.get(parsed) ?? [];
    return checked.length + found.length === 0 ? parsed.findings : sortedFindings([...parsed.findings, ...found, ...checked]);
  });
  return { types, definitions, roots, findings };
};
