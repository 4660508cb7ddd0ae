/** How the route runtime reaches the bus: the two seams that the gateway fills in. */
import type { RouteModel } from '@vyarna/contract';
import type { MessageContext } from '@vyarna/messaging';

export interface OutgoingRequest {
  readonly route: RouteModel;
  readonly payload: { readonly [field: string]: unknown };
  readonly context: MessageContext;
  readonly traceId: string;
  readonly traceparent: string;
  /** The flow that a trigger starts. */
  readonly flowType?: string;
}

export type Reply =
  | { readonly kind: 'result'; readonly payload: unknown }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly details: { readonly [name: string]: string } }
  | { readonly kind: 'timeout' };

/** A request that is durably on the bus. */
export interface SentRequest {
  /** Waits at most so long, and no longer than until the signal aborts; then it is `timeout`. */
  reply(waitMs: number, signal: AbortSignal): Promise<Reply>;
}

/** Rejects with an error whose `code` is `BUS_UNAVAILABLE`, `NO_REPLY_SLOT` or `MESSAGE_TOO_LARGE` when the bus does not take the request. */
export type Exchange = (request: OutgoingRequest) => Promise<SentRequest>;

/** A request answered with 202. */
export interface AcceptedRequest {
  readonly traceId: string;
  readonly businessUnitId: string;
  readonly flowType: string;
  /** ISO 8601 UTC, microseconds, as contracts have it. */
  readonly acceptedAt: string;
}

/** Remembers accepted requests until the flow manager knows them, so that their status URL is good from the first moment. */
export interface AcceptedRequests {
  remember(request: AcceptedRequest): Promise<void>;
  /** Undefined also for a request of another business unit. */
  find(traceId: string, businessUnitId: string): Promise<AcceptedRequest | undefined>;
}
