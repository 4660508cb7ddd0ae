import type { Context } from 'hono';
import { CODES, RegistryError } from './registry-error.ts';

/** PostgreSQL's index holds names of this many bytes; a topic's name has 249 at most. */
const MAX_BYTES = 1_000;

/** The subject in the path. Any text but control characters, which Confluent's registry refuses too. */
export function readSubject(context: Context): string {
  const subject = context.req.param('subject') ?? '';
  if (/\p{Cc}/u.test(subject)) throw new RegistryError(CODES.invalidSubject, 'A subject has no control characters.');
  if (Buffer.byteLength(subject) > MAX_BYTES) throw new RegistryError(CODES.invalidSubject, `A subject has ${MAX_BYTES} bytes at most.`);
  return subject;
}
