/** Avro: the front end that reads schema files, what is made of schemas, and the codec. */

export { type Codec, createCodec, createReader } from './codec/codec.ts';
export { CodecError } from './codec/codec-error.ts';
export { defaultValue } from './codec/default-value.ts';
export { IncompatibleError } from './codec/incompatible.ts';
export { checkCompatibility } from './compat/check-compatibility.ts';
export { aliasFor, explainIncompatibility } from './compat/explain-incompatibility.ts';
export { AmbiguousFieldError, type Compatibility, type Incompatibility, type IncompatibilityType } from './compat/incompatibility.ts';
export { checkLevel, LEVELS, type Level, type LevelQuestion, levelQuestions, type VersionVerdict } from './compat/levels.ts';
export { type MeaningChange, type MeaningRule, meaningChanges } from './compat/meaning-changes.ts';
export * from './front/ast.ts';
export { diagnoseJson } from './front/diagnose-json.ts';
export { type ExactNumber, isExactNumber, parseExactly } from './front/exact-number.ts';
export { type Finding, type Position, type Rule, SEVERITIES, type Severity } from './front/finding.ts';
export { namespaceOf, qualify, shortNameOf } from './front/names.ts';
export { didYouMean, nearestName } from './front/nearest-name.ts';
export { schemaIdOf } from './front/parse-reference.ts';
export { referencesIn } from './front/references-in.ts';
export { type ResolvedSchemas, type ResolveOptions, resolveSchemas } from './front/resolve-schemas.ts';
export type { SchemaCache } from './front/schema-cache.ts';
export type { SchemaInput, SchemaText, SchemaTree } from './front/schema-input.ts';
export { plain, type SchemaEntry, type SchemaNode } from './front/schema-node.ts';
export type { AvroJson, JsonSchema, Lookup, PrimitiveName } from './schema/avro-json.ts';
export { avroJsonOf } from './schema/avro-json-of.ts';
export { canonicalForm, fingerprint } from './schema/canonical-form.ts';
export { type DescribedTypes, jsonSchemaOf, jsonSchemaOfTypes } from './schema/json-schema.ts';
export { readSchema, type Schema, SchemaError } from './schema/read-schema.ts';
export { selfContained } from './schema/self-contained.ts';
