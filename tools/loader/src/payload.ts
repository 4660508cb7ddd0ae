import { basename, extname } from 'node:path/posix';
import type { AvroType } from '@vyarna/avro';
import type { JsonSchema } from '@vyarna/contract';
import { pascalCase } from './case.ts';
import { Facts } from './facts.ts';
import type { Place, Sources } from './sources.ts';

/** What a message carries. `name` is its key among the bundle's types; `id` names the place of the schema. */
export type LoadedPayload =
  | {
      readonly format: 'avro';
      /** The file of a schema that is a file by itself, else `file#/json/pointer`. */
      readonly id: string;
      readonly root: AvroType;
      /** The full name of a named type; else as for JSON Schema. */
      readonly name: string;
      /** Where the message says it. */
      readonly place: Place;
    }
  | {
      readonly format: 'json';
      readonly id: string;
      /** Self-contained. */
      readonly schema: JsonSchema;
      /** `<folder>/<PascalName>`, which no Avro name can be. */
      readonly name: string;
      readonly place: Place;
    };

/** A payload as the document states it, before types are known. */
export interface WrittenPayload {
  readonly format: 'avro' | 'json';
  readonly id: string;
  /** Where the schema stands, at the end of its `$ref`s. */
  readonly schema: Place;
  /** Where the message names it. */
  readonly place: Place;
}

const AVRO = /^application\/vnd\.apache\.avro(\+json|\+yaml)?(;\s*version=[\w.]+)?$/;
const JSON_SCHEMA = /^application\/(schema(\+json|\+yaml)?|vnd\.aai\.asyncapi(\+json|\+yaml)?)(;\s*version=[\w.-]+)?$/;

/** The id of the schema at a place: a file that is one schema has no pointer. */
const schemaIdOf = ({ file, pointer }: Place): string => (pointer === '' ? file : `${file}#${pointer}`);

/**
 * Reads a message's `payload` (or `headers`): a multi-format object with `schemaFormat` and `schema`, else a JSON Schema. Undefined without one, and,
 * reported, where it cannot be read.
 */
export const readPayload = (sources: Sources, written: Place | undefined): WrittenPayload | undefined => {
  const at = sources.resolve(written);
  if (written === undefined || at === undefined) return undefined;
  // An Avro schema file named without its format: nothing else is in such a file.
  if (at.node === null && at.file.endsWith('.avsc')) return { format: 'avro', id: schemaIdOf(at), schema: at, place: written };
  const facts = new Facts(sources, at);
  const stated = facts.at('schemaFormat');
  if (stated === undefined) return { format: 'json', id: schemaIdOf(at), schema: at, place: written };
  const format = facts.text('schemaFormat');
  if (format === undefined) return undefined;
  const language = AVRO.test(format) ? 'avro' : JSON_SCHEMA.test(format) ? 'json' : undefined;
  if (language === undefined) {
    const hint = 'Use application/vnd.apache.avro;version=1.12.0, or application/schema+json;version=draft-07.';
    sources.report(stated, 'UNKNOWN_SCHEMA_FORMAT', `The schemaFormat ${format} is not known here.`, hint);
    return undefined;
  }
  const schema = sources.member(at, 'schema');
  if (schema === undefined) {
    sources.report(at, 'MISSING_SCHEMA', 'The payload has a "schemaFormat", but no "schema".');
    return undefined;
  }
  const target = sources.resolve(schema);
  // A file of Avro that is said to be JSON Schema is read as such: what is wrong with that shows.
  const end = language === 'json' && target?.node === null ? sources.open(target.file) : target;
  return end && { format: language, id: schemaIdOf(end), schema: end, place: schema };
};

/** Segments of a pointer that say what a schema is there for, not what it is. */
const ROLES = new Set(['schema', 'payload', 'headers']);

/**
 * A name for a schema that has none of its own, from where it stands: `#/components/schemas/user` is `User`, the payload of the message
 * `LightMeasured` is `LightMeasuredPayload`, the file `user.json` is `User`.
 */
export const nameOfSchema = (id: string): string => {
  const [file = '', pointer = ''] = id.split('#');
  const parts = pointer.split('/').filter((part) => part !== '');
  const roles: string[] = [];
  while (ROLES.has(parts.at(-1) ?? '')) roles.unshift(parts.pop() ?? '');
  const role = roles.find((name) => name !== 'schema') ?? '';
  const name = pascalCase((parts.at(-1) ?? basename(file, extname(file))).replaceAll(/~[01]/g, '-'));
  return `${/^[A-Za-z_]/.test(name) ? name : `Schema${name}`}${pascalCase(role)}`;
};
