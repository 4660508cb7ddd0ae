import { jsonSchemaOf } from '@vyarna/avro';
import type { AvroJson, JsonSchema } from './bundle.ts';

/** The JSON Schema of a schema that defines all it names, such as one from the registry. */
export const jsonSchemaOfWriter = (schema: AvroJson): JsonSchema => jsonSchemaOf(schema, () => undefined);
