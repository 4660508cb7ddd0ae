/** Reads the JSON body of a request, within a limit of bytes and depth. */
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { Problem } from './problem.ts';

/** Deeper nesting than any contract needs; it keeps recursive schemas from exhausting the stack. */
const MAX_DEPTH = 64;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Refuses a longer body with `BODY_TOO_LARGE`, whether its length is announced or it comes in chunks; the rest is not read. */
export const limitBody = (maxBytes: number) =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new Problem('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, { headers: { connection: 'close' } });
    },
  });

/** Throws a `Problem`: `UNSUPPORTED_MEDIA_TYPE` or `MALFORMED_JSON`. */
export const readJson = async (context: Context): Promise<unknown> => {
  const type = context.req.header('content-type');
  const encoding = context.req.header('content-encoding') ?? 'identity';
  if (type !== undefined && !JSON_TYPE.test(type))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', `The body must be application/json in UTF-8, not ${type}.`);
  if (encoding !== 'identity') throw new Problem('UNSUPPORTED_MEDIA_TYPE', `The body must not be compressed, it is ${encoding}.`);
  const bytes = await context.req.arrayBuffer().catch(hungUp);
  if (bytes.byteLength === 0) throw new Problem('MALFORMED_JSON', 'The body is empty; a JSON object is expected.');
  if (type === undefined) throw new Problem('UNSUPPORTED_MEDIA_TYPE', 'The content-type header is missing; send application/json.');
  const value = parseJson(decodeText(bytes));
  if (isDeeperThan(value, MAX_DEPTH)) throw new Problem('MALFORMED_JSON', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  return value;
};

/** A caller who closes the connection in the middle of a body is no fault of ours; nobody reads the answer. */
const hungUp = (error: unknown): never => {
  const isHangUp = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
  throw isHangUp ? new Problem('MALFORMED_JSON', 'The body ended before its announced length.') : error;
};

const decodeText = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('MALFORMED_JSON', 'The body is not valid UTF-8.');
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    const fault = findFault(text);
    if (fault === undefined) throw new Problem('MALFORMED_JSON', 'The body is not valid JSON.');
    throw new Problem('MALFORMED_JSON', `The body is not valid JSON: ${fault.message} at line ${fault.line}, column ${fault.column}.`, {
      errors: [{ path: '$', message: `line ${fault.line}, column ${fault.column}: ${fault.message}` }],
    });
  }
};

/** JSON.parse does not always tell the place, and quotes the text around it, which may be personal data. */
const findFault = (text: string): { message: string; line: number; column: number } | undefined => {
  const found: ParseError[] = [];
  try {
    parse(text, found, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // Nested too deep for a recursive parser: the place stays unknown.
    return undefined;
  }
  const [first] = found;
  if (first === undefined) return undefined;
  const before = text.slice(0, first.offset).split(/\r\n|\r|\n/);
  const message = printParseErrorCode(first.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** By level, not by recursion: what it guards against is a deep value. */
const isDeeperThan = (value: unknown, limit: number): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
};
