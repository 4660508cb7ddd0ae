import {
  type AvroType,
  type NamedDefinition,
  type NamedType,
  namespaceOf,
  qualify,
  resolveSchemas,
  type SchemaCache,
  type SchemaInput,
} from '@vyarna/avro';
import type { WrittenPayload } from './payload.ts';
import type { Place, Sources } from './sources.ts';

export interface Schemas {
  readonly types: ReadonlyMap<string, NamedType>;
  readonly definitions: readonly NamedDefinition[];
  /** What each schema says, by its id. */
  readonly roots: ReadonlyMap<string, AvroType>;
  /** The full name of the type that a schema file is about. */
  readonly typeOfFile: ReadonlyMap<string, string>;
}

/** Reads every `.avsc` file and every Avro schema inside a document; types refer to each other by full name over all of them, or by `$ref`. */
export const loadSchemas = (
  sources: Sources,
  files: readonly string[],
  payloads: readonly WrittenPayload[],
  cache: SchemaCache | undefined,
): Schemas => {
  const inputs = new Map<string, SchemaInput>(files.map((file) => [file, { id: file, file, text: sources.text(file) }]));
  for (const { format, id, schema } of payloads) {
    if (format !== 'avro' || inputs.has(id)) continue;
    const input = inputAt(sources, id, schema);
    if (input !== undefined) inputs.set(id, input);
  }
  const load = (id: string): SchemaInput | undefined => {
    const [file = '', pointer = ''] = id.split('#');
    return sources.exists(file) ? inputAt(sources, id, sources.find(file, pointer)) : undefined;
  };
  const { types, definitions, roots, findings } = resolveSchemas([...inputs.values()], { load, ...(cache === undefined ? {} : { cache }) });
  sources.findings.push(...findings);
  const typeOfFile = new Map<string, string>();
  for (const file of files) {
    const type = roots.get(file);
    if (type?.kind === 'reference') typeOfFile.set(file, type.name);
  }
  return { types, definitions, roots, typeOfFile };
};

/** A `.avsc` file is read as it is; anything else is a part of a document. */
const inputAt = (sources: Sources, id: string, place: Place | undefined): SchemaInput | undefined => {
  if (place === undefined) return undefined;
  const { file } = place;
  if (file.endsWith('.avsc') && place.pointer === '') return { id, file, text: sources.text(file) };
  // A schema that a $ref names may be a multi-format object.
  const schema = sources.member(place, 'schemaFormat') === undefined ? place : sources.member(place, 'schema');
  const end = sources.resolve(schema);
  if (end === undefined || end.node === null) return undefined;
  const namespace = namespaceAround(sources, end);
  return { id, file: end.file, tree: end.node, namespace, positionAt: (offset) => sources.positionAt(end.file, offset) };
};

/** A part of a schema, such as the type of a field, has names in the namespace of the record it lies in. */
const namespaceAround = (sources: Sources, { file, pointer }: Place): string => {
  let namespace = '';
  let at = sources.open(file);
  for (const part of pointer.split('/').slice(1)) {
    const [type, name, own] = ['type', 'name', 'namespace'].map((key) => sources.scalar(sources.member(at, key)));
    if (typeof name === 'string' && (type === 'record' || type === 'error')) {
      namespace = namespaceOf(qualify(name, typeof own === 'string' ? own : namespace));
    }
    at = sources.member(at, part.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return namespace;
};
