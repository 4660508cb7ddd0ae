import type { Contracts } from '@vyarna/contract';
import type { Logger } from '@vyarna/logger';
import type { VerifyToken } from './access-token.ts';
import type { AcceptedRequests, Exchange } from './exchange.ts';

export interface RouteAppOptions {
  readonly contracts: Contracts;
  readonly logger: Logger;
  readonly verify: VerifyToken;
  readonly exchange: Exchange;
  readonly accepted: AcceptedRequests;
  /** Whether the server can be reached from this machine only; demo tokens are good nowhere else. */
  readonly listensOnLoopback: boolean;
  /** 256 KiB when left out. */
  readonly maxBodyBytes?: number;
  /** When it aborts, requests that wait for an answer get what they would get at the end of their wait. */
  readonly stopping?: AbortSignal;
}
