/**
 * What code sees of a message: the payload and the facts that travel in its headers (CloudEvents 1.0 binary mode).
 * The header names live in `headers.ts` alone.
 */

/** On whose behalf: absent where not known, never empty. */
export interface MessageContext {
  readonly businessUnitId?: string;
  readonly operatorId?: string;
  readonly operatorSessionId?: string;
  readonly deviceSessionId?: string;
}

/** `Type` is the message's name where the contract lets no other in. */
export interface Envelope<Payload, Type extends string = string> {
  /** uuid v7. */
  readonly id: string;
  /** The message's name in its contract, such as `operator.operator.create.v1`. */
  readonly type: Type;
  /** `/apps/<app>`. */
  readonly source: string;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  /** The entity's id. */
  readonly subject?: string;
  /** `<action>-<uuid>`, made by the gateway. */
  readonly traceId: string;
  /** The business transaction, which may span requests; the traceId unless given. */
  readonly correlationId: string;
  /** The message that caused this one; a reply is matched by it. */
  readonly causationId?: string;
  readonly partitionKey?: string;
  /** RFC 3339; work that begins later helps nobody. */
  readonly deadline?: string;
  readonly replyTo?: string;
  readonly flowType?: string;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly context: MessageContext;
  readonly payload: Payload;
}
