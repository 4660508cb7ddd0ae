import type { IncomingMessage } from 'node:http';
import { TextDecoder } from 'node:util';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { HeldBytes } from './held-bytes.ts';
import { badRequest, HttpError } from './http-error.ts';
import { repeatedKey } from './repeated-key.ts';

/**
 * Reads the JSON object in a request's body. Rejects with an HttpError: 400 for what is no JSON, 422 for no body or another value than an object, 415 for a
 * compressed body and a character set there is not, 413 for more than `limit` bytes, at once where that is announced, 503 where too much is held of all; with a Refusal (42209) for much beside a schema.
 */
export async function readBody(
  request: IncomingMessage,
  charset: string,
  limit: number,
  held: HeldBytes,
): Promise<Readonly<Record<string, unknown>>> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new HttpError(415, 'HTTP 415 Unsupported Media Type: compressed bodies are not taken; send it without Content-Encoding.');
  const decoder = decoderOf(charset);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge(limit, `${announced}`);
  const text = decode(await readBytes(request, limit, held), decoder);
  if (text.trim() === '') throw new HttpError(422, 'The request needs a body: a JSON object.');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body is not JSON: ${(error as Error).message}`);
  }
  if (body === null) throw new HttpError(422, 'The request needs a body: a JSON object, not null.');
  if (typeof body !== 'object' || Array.isArray(body)) throw new HttpError(422, 'The body must be a JSON object.');
  demandLittleBeside(text.length, (body as Record<string, unknown>)['schema']);
  const repeated = repeatedKey(text);
  if (repeated !== undefined) throw badRequest(`The body has ${JSON.stringify(repeated)} twice in one object: send it once.`);
  return body as Record<string, unknown>;
}

/** Characters that a body may have beside the schema in it, which may be written with six for each. */
const MOST_BESIDE = 600_000;

/** Nothing but a schema is large, and looking through what is would hold up all others. */
function demandLittleBeside(length: number, schema: unknown): void {
  const beside = length - (typeof schema === 'string' ? schema.length * 6 : 0);
  if (beside <= MOST_BESIDE) return;
  throw new Refusal(CODES.tooLarge, `A body may have ${MOST_BESIDE} characters at most beside the schema; this one has ${beside} or more.`);
}

function readBytes(request: IncomingMessage, limit: number, held: HeldBytes): Promise<Buffer> {
  let kept = 0;
  const read = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isRefused = false;
    const refuse = (error: unknown): void => {
      isRefused = true;
      chunks.length = 0;
      reject(error);
    };
    request.on('data', (chunk: Buffer) => {
      // What still comes of a refused body is passed over.
      if (isRefused) return;
      length += chunk.length;
      if (length > limit) return refuse(tooLarge(limit, 'more'));
      try {
        held.add(chunk.length);
      } catch (error) {
        return refuse(error);
      }
      kept += chunk.length;
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const cutOff = (): void => reject(badRequest('The request ended before its body did.'));
    // Who hangs up is no fault of the registry.
    request.on('error', cutOff);
    request.on('close', () => {
      if (!request.complete) cutOff();
    });
  });
  return read.finally(() => held.release(kept));
}

/** As Confluent's limit of bodies answers; a schema that is too large within it is 42209. */
const tooLarge = (limit: number, given: string): HttpError =>
  new HttpError(413, `HTTP 413 Content Too Large: a body may have ${limit} bytes at most; this one has ${given}.`);

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoderOf(charset: string): TextDecoder {
  if (charset === 'utf-8') return utf8;
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new HttpError(415, `HTTP 415 Unsupported Media Type: there is no character set ${charset}.`);
  }
}

function decode(bytes: Buffer, decoder: TextDecoder): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw badRequest(`The body is not ${decoder.encoding}.`);
  }
}
