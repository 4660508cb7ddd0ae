import { readSchema, SchemaError } from '@vyarna/avro';
import type { Context } from 'hono';
import { schemaIdentity } from '../store/schema-identity.ts';
import { CODES, RegistryError } from './registry-error.ts';

export interface SchemaBody {
  readonly text: string;
  readonly identity: string;
}

/** Reads a JSON object. Rejects with 400 for what is not one. */
export async function readObject(context: Context): Promise<Readonly<Record<string, unknown>>> {
  const text = await context.req.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch (error) {
    throw new RegistryError(CODES.malformed, `The body is not JSON: ${(error as Error).message}`);
  }
  throw new RegistryError(CODES.malformed, 'The body must be a JSON object.');
}

/** Reads `{ schema, schemaType? }` and checks that it is one self-contained Avro schema. */
export async function readSchemaBody(context: Context): Promise<SchemaBody> {
  const { schema, schemaType = 'AVRO', references = [] } = await readObject(context);
  if (schemaType !== 'AVRO') throw new RegistryError(CODES.invalidSchema, `Only AVRO schemas are taken, not ${String(schemaType)}.`);
  if (!Array.isArray(references) || references.length > 0) {
    throw new RegistryError(CODES.invalidSchema, 'References are not taken yet: define each named type in the schema itself, at its first use.');
  }
  if (typeof schema !== 'string') throw new RegistryError(CODES.unprocessable, 'The field schema must be a string that holds the schema.');
  return { text: schema, identity: schemaIdentity(parseAvro(schema)) };
}

function parseAvro(text: string): unknown {
  try {
    const schema: unknown = JSON.parse(text);
    readSchema(schema as Parameters<typeof readSchema>[0]);
    return schema;
  } catch (error) {
    if (error instanceof SchemaError || error instanceof SyntaxError)
      throw new RegistryError(CODES.invalidSchema, `Invalid schema: ${error.message}`);
    throw error;
  }
}
