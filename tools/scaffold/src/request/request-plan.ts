import type { App } from '../app.ts';
import type { AvroField } from '../fields/avro-field.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import type { Scaffolding } from '../scaffolding.ts';
import type { RequestName } from './request-name.ts';

/** What was asked for, as every kind of request needs it. */
export interface RequestWanted {
  readonly scaffolding: Scaffolding;
  readonly app: App;
  readonly request: RequestName;
  readonly specs: readonly FieldSpec[];
  /** Fields of the answer, where it is no entity. */
  readonly replySpecs: readonly FieldSpec[];
  /** Whether it comes by HTTP GET, and so may change nothing. */
  readonly isRead: boolean;
}

/** What a request is answered with: a message of a reply channel. */
export interface ReplyPlan {
  readonly channel: string;
  readonly message: string;
  /** Full name of its record. */
  readonly record: string;
}

/** One request, ready to be written. */
export interface RequestPlan {
  /** The entity, or the subject without one: the middle of the message's name. */
  readonly about: string;
  readonly fields: readonly AvroField[];
  /** A payload as it mostly looks. */
  readonly sample: { readonly [field: string]: unknown };
  /** What the request's record is: `Asks for a new invoice.` */
  readonly asks: string;
  /** What the operation does: `Creates an invoice.` */
  readonly does: string;
  /** A field of the payload; undefined where no order is needed. */
  readonly orderedBy: string | undefined;
  readonly isMutating: boolean;
  readonly permission: string;
  readonly reply: ReplyPlan;
  readonly handler: string;
  readonly test: string;
  /** npm and workspace packages that handler and test import. */
  readonly dependencies: readonly string[];
  /** For the service's README. */
  readonly what: string;
  /** What is left to a person; undefined where the handler does all that its name says. */
  readonly toFill?: string;
}
