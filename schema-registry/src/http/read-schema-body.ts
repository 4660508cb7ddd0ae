import type { Context } from 'hono';
import { schemaIdentity } from '../store/schema-identity.ts';
import { whatIsWrong } from './check-schema.ts';
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
  return { text: schema, identity: identityOf(schema) };
}

function identityOf(schema: string): string {
  try {
    const identity = schemaIdentity(schema);
    const wrong = whatIsWrong(schema);
    if (wrong === undefined) return identity;
    throw invalid(wrong);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(error.message);
    // The engine's stack ends before the largest body does.
    if (error instanceof RangeError) throw invalid('it is nested too deeply.');
    throw error;
  }
}

const invalid = (reason: string): RegistryError => new RegistryError(CODES.invalidSchema, `Invalid schema: ${reason}`);
