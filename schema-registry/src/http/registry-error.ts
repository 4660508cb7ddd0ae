import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The error codes of Confluent's API that this registry answers with; the first three digits are the HTTP status. */
export const CODES = {
  notFound: 404,
  subjectNotFound: 40401,
  versionNotFound: 40402,
  schemaNotFound: 40403,
  levelNotSet: 40408,
  unprocessable: 422,
  invalidSchema: 42201,
  invalidVersion: 42202,
  invalidLevel: 42203,
  invalidSubject: 42208,
  tooLarge: 42209,
  malformed: 400,
  internal: 50001,
} as const;

export type RegistryCode = (typeof CODES)[keyof typeof CODES];

/** Answered as `{ error_code, message }`. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryCode;

  constructor(code: RegistryCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): ContentfulStatusCode {
    return Number(String(this.code).slice(0, 3)) as ContentfulStatusCode;
  }
}
