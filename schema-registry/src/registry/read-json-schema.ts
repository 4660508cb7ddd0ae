import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import { sha256 } from './content.ts';
import { sortedJson } from './normal-form.ts';
import { asRefusal, invalid } from './read-avro.ts';

const require = createRequire(import.meta.url);

/** By the id of the metaschema. Loaded when the first schema of a draft comes: most registries never see one. */
const DRAFTS: { readonly [id: string]: () => Ajv } = {
  'https://json-schema.org/draft/2020-12/schema': () => made(require('ajv/dist/2020.js')),
  'https://json-schema.org/draft/2019-09/schema': () => made(require('ajv/dist/2019.js')),
  'http://json-schema.org/draft-07/schema': () => made(require('ajv')),
  'http://json-schema.org/draft-06/schema': () => made(require('ajv')).addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json') as object),
  'http://json-schema.org/draft-04/schema': () => made(require('ajv-draft-04')),
};
const DEFAULT_DRAFT = 'http://json-schema.org/draft-07/schema';

const validators = new Map<string, Ajv>();

function made(module: unknown): Ajv {
  const { default: Validator } = module as { readonly default: new (options: object) => Ajv };
  return new Validator({ strict: false, validateFormats: false, logger: false, addUsedSchema: false });
}

/** The hash of a JSON Schema's normal form. Refuses with 42201 what its draft's metaschema does not allow; draft 7 where it names none. */
export function readJsonSchema(text: string): { readonly form: string } {
  try {
    const schema: unknown = JSON.parse(text, withShortEnums);
    if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema))) {
      throw invalid('a JSON Schema is an object, true or false.');
    }
    const draft = draftOf(schema);
    const validator = validatorOf(draft);
    if (validator.validateSchema(withoutDraft(schema)) !== true) {
      const { instancePath = '', message = 'it is no JSON Schema' } = validator.errors?.[0] ?? {};
      throw invalid(`at ${instancePath === '' ? 'its root' : instancePath}: ${message} (${draft}).`);
    }
    return { form: sha256(sortedJson(text)) };
  } catch (error) {
    throw asRefusal(error);
  }
}

/** Members of an enum that the validator is shown: it compares each with each. */
const SHOWN_MEMBERS = 100;

function withShortEnums(key: string, value: unknown): unknown {
  if (key !== 'enum' || !Array.isArray(value) || value.length <= SHOWN_MEMBERS) return value;
  if (new Set(value.map((member) => JSON.stringify(member))).size < value.length) throw invalid('an enum has a member twice.');
  return value.slice(0, SHOWN_MEMBERS);
}

/** The id as it is written may have a `#` at its end, or none: the validator knows one of both. */
function withoutDraft(schema: boolean | object): boolean | object {
  if (typeof schema === 'boolean' || !('$schema' in schema)) return schema;
  const { $schema: _, ...others } = schema;
  return others;
}

function draftOf(schema: boolean | object): string {
  const named: unknown = typeof schema === 'object' && '$schema' in schema ? schema.$schema : DEFAULT_DRAFT;
  const draft = typeof named === 'string' ? named.replace(/#$/, '') : '';
  if (Object.hasOwn(DRAFTS, draft)) return draft;
  throw invalid(`its $schema is ${JSON.stringify(named)}; the drafts known here are ${Object.keys(DRAFTS).join(', ')}.`);
}

function validatorOf(draft: string): Ajv {
  const known = validators.get(draft);
  if (known !== undefined) return known;
  const validator = (DRAFTS[draft] as () => Ajv)();
  validator.opts.defaultMeta = validator.getSchema(draft) === undefined ? `${draft}#` : draft;
  validators.set(draft, validator);
  return validator;
}
