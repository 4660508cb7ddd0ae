import { describeError } from './describe-error.ts';

/**
 * What a log line says of an error: type, message, code and stack, the causes' messages included. Other properties are left out on
 * purpose: PostgreSQL's `detail`, for one, repeats the values of a row.
 */
export function serializeError(thrown: unknown): { type: string; message: string; code?: string; stack?: string } {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: describeError(thrown) };
  const code = 'code' in thrown && (typeof thrown.code === 'string' || typeof thrown.code === 'number') ? String(thrown.code) : undefined;
  return {
    type: thrown.name,
    message: describeError(thrown),
    ...(code === undefined ? {} : { code }),
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
  };
}
