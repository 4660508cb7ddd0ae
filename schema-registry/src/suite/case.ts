import { type Pattern, text } from './pattern.ts';

/**
 * One request and what has to come back. `{name}` in the request, its body and the answer stands for a value kept from an earlier answer of
 * the case, else for a subject's name that no other case has.
 */
export interface Call {
  /** `POST /subjects/{a}/versions?normalize=true`; the path as it is sent, percent-encoded. */
  readonly request: string;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly answer?: Pattern;
  /** The media type of the answer. */
  readonly type?: string;
  /** Members of the answer to keep, by the name they are kept under. */
  readonly keep?: Readonly<Record<string, string>>;
}

export interface Case {
  readonly name: string;
  readonly calls: readonly Call[];
  /** Made in any case, whatever they answer: they put back what all subjects share. */
  readonly after?: readonly string[];
}

export interface Group {
  readonly name: string;
  readonly cases: readonly Case[];
}

type Sent = Pick<Call, 'body' | 'headers' | 'keep' | 'type'>;

/** A call that succeeds. */
export const ok = (request: string, answer: Pattern, sent: Sent = {}): Call => ({ request, status: 200, answer, ...sent });

/** A call that fails: the code's first three digits are the status. */
export const fails = (request: string, code: number, sent: Sent & { readonly message?: Pattern } = {}): Call => {
  const { message = text, ...rest } = sent;
  return { request, status: Number(String(code).slice(0, 3)), answer: { error_code: code, message }, ...rest };
};

/** A schema in the envelope of a request. */
export const of = (schema: unknown, others: object = {}): object => ({ schema: JSON.stringify(schema), ...others });

/** Registers a schema, which has to work, and keeps its id when given a name for it. */
export const registers = (subject: string, schema: unknown, others: object = {}, keep: Sent['keep'] = {}): Call =>
  ok(`POST /subjects/${subject}/versions`, {}, { body: of(schema, others), keep });

export const record = (name: string, ...fields: readonly object[]): object => ({ type: 'record', name, fields });
export const field = (name: string, type: unknown, others: object = {}): object => ({ name, type, ...others });
