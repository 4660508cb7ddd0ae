import type { Context } from 'hono';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { SentSchema } from '../registry/schema.ts';

/** A body that is no JSON object, which is no fault of a schema. */
export class MalformedBody extends Error {
  override readonly name = 'MalformedBody';
}

/** Reads a JSON object. Rejects with MalformedBody for what is not one. */
export async function readObject(context: Context): Promise<Readonly<Record<string, unknown>>> {
  const text = await context.req.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch (error) {
    throw new MalformedBody(`The body is not JSON: ${(error as Error).message}`);
  }
  throw new MalformedBody('The body must be a JSON object.');
}

/** Reads `{ schema, schemaType? }`. */
export async function readSchemaBody(context: Context): Promise<SentSchema> {
  const { schema, schemaType = 'AVRO', references = [] } = await readObject(context);
  if (typeof schemaType !== 'string') throw new Refusal(CODES.unprocessable, 'The field schemaType must be a string.');
  if (!Array.isArray(references) || references.length > 0) {
    throw new Refusal(CODES.invalidSchema, 'References are not taken yet: define each named type in the schema itself, at its first use.');
  }
  if (typeof schema !== 'string') throw new Refusal(CODES.unprocessable, 'The field schema must be a string that holds the schema.');
  return { schema, schemaType };
}
