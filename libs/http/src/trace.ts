/** The ids that a request gets here and keeps in every message, log line and audit row. What the client sends of the kind is not looked at. */
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** The prefix of requests that no route takes. */
export const UNROUTED = 'unrouted';

/** `<action>-<uuid>`. */
export const mintTraceId = (action: string): string => `${action}-${v7()}`;

/** A new W3C trace, sampled: `00-<32 hex>-<16 hex>-01`. */
export const mintTraceparent = (): string => `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
