/**
 * What a refused or failed request is answered with: RFC 9457 problem details, `application/problem+json`.
 * The codes, their titles and statuses come from the contracts' catalogue of errors (`bundle.errors`), never from here.
 */
import type { Bundle } from '@vyarna/contract';

/** The codes that this room itself answers with; each must be in the catalogue (`missingCodes`). */
const HTTP_CODES = [
  'BODY_TOO_LARGE',
  'BUS_UNAVAILABLE',
  'HEADERS_TOO_LARGE',
  'INTERNAL',
  'MALFORMED_HTTP',
  'MALFORMED_JSON',
  'METHOD_NOT_ALLOWED',
  'PERMISSION_DENIED',
  'REQUEST_NOT_FOUND',
  'REQUEST_TIMEOUT',
  'TOKEN_EXPIRED',
  'TOKEN_REFUSED',
  'UNAUTHENTICATED',
  'UNKNOWN_ROUTE',
  'UNSUPPORTED_MEDIA_TYPE',
  'VALIDATION_FAILED',
] as const;

export type HttpCode = (typeof HTTP_CODES)[number];

/** One fault of the request. `path` is `$.a.b[0]` in the body, `?name` in the query and `{name}` in the path. */
export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

export interface ProblemDetails {
  /** `urn:vyarna:error:<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The path asked for, without its query. */
  readonly instance: string;
  readonly code: string;
  readonly traceId: string;
  readonly errors?: readonly FieldFault[];
  /** The facts of a service's ErrorReply, by name. */
  readonly details?: { readonly [name: string]: string };
}

export interface ProblemParts {
  readonly errors?: readonly FieldFault[];
  readonly details?: { readonly [name: string]: string };
  readonly headers?: { readonly [name: string]: string };
}

/** Thrown anywhere in the handling of a request to answer with problem details; `message` becomes `detail`, so it must be fit for the caller. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly parts: ProblemParts;

  constructor(code: HttpCode, detail: string, parts?: ProblemParts);
  /** With the code of a service's ErrorReply. */
  constructor(code: string, detail: string, parts?: ProblemParts);
  constructor(code: string, detail: string, parts: ProblemParts = {}) {
    super(detail);
    this.code = code;
    this.parts = parts;
  }
}

/** The codes of this room that the catalogue lacks. */
export const missingCodes = (errors: Bundle['errors']): readonly string[] => HTTP_CODES.filter((code) => errors[code] === undefined);

/** A code that is not in the catalogue (from a service newer than this bundle) is answered as 500, with the code as it came. */
export const problemDetails = (errors: Bundle['errors'], problem: Problem, request: { traceId: string; path: string }): ProblemDetails => {
  const known = errors[problem.code] ?? { status: 500, title: 'An error without an entry in the catalogue.' };
  const { errors: faults, details } = problem.parts;
  return {
    type: `urn:vyarna:error:${problem.code}`,
    title: known.title,
    status: known.status,
    detail: problem.message,
    instance: request.path,
    code: problem.code,
    traceId: request.traceId,
    ...(faults === undefined ? {} : { errors: faults }),
    ...(details === undefined || Object.keys(details).length === 0 ? {} : { details }),
  };
};
