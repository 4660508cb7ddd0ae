/** Which of the codes that the route runtime itself answers with a route may answer with. */
import type { Bundle } from '@vyarna/contract';
import type { HttpCode } from '../problem.ts';

/** `body`: routes that take one; `waiting`: reads, which wait for their answer or fail; `server`: before any route is known. */
type Occasion = 'any' | 'body' | 'waiting' | 'server';

const OCCASIONS: Readonly<Record<HttpCode, Occasion>> = {
  BODY_TOO_LARGE: 'body',
  BUS_UNAVAILABLE: 'any',
  HEADERS_TOO_LARGE: 'server',
  INTERNAL: 'any',
  MALFORMED_HTTP: 'server',
  MALFORMED_JSON: 'body',
  METHOD_NOT_ALLOWED: 'server',
  PERMISSION_DENIED: 'any',
  REQUEST_NOT_FOUND: 'server',
  REQUEST_TIMEOUT: 'waiting',
  TOKEN_EXPIRED: 'any',
  TOKEN_REFUSED: 'any',
  UNAUTHENTICATED: 'any',
  UNKNOWN_ROUTE: 'server',
  UNSUPPORTED_MEDIA_TYPE: 'body',
  VALIDATION_FAILED: 'any',
};

/** The refusals of one status, as a response that routes share. */
export interface Refusals {
  /** Its name among the components. */
  readonly name: string;
  readonly status: number;
  /** Sorted. */
  readonly codes: readonly string[];
}

/** What this room refuses a route's requests with, by status. A code of a service or a flow can come on any route: the contract does not say which. */
export const refusalsOf = (
  { errors }: Bundle,
  { hasBody, isTrigger }: { readonly hasBody: boolean; readonly isTrigger: boolean },
): readonly Refusals[] => {
  const codes = Object.entries(OCCASIONS)
    .filter(([, occasion]) => occasion === 'any' || (occasion === 'body' && hasBody) || (occasion === 'waiting' && !isTrigger))
    .map(([code]) => code)
    .sort();
  const byStatus = [...Map.groupBy(codes, (code) => errors[code]?.status ?? 500)].sort(([a], [b]) => a - b);
  return byStatus.map(([status, all]) => {
    const isOfBody = all.some((code) => OCCASIONS[code as HttpCode] === 'body') && all.some((code) => OCCASIONS[code as HttpCode] === 'any');
    return { name: `Problem${status}${isOfBody ? 'WithBody' : ''}`, status, codes: all };
  });
};
