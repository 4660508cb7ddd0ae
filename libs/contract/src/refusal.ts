/**
 * Thrown by a handler or a flow to answer a request with an `ErrorReply` instead of a result. It is an answer, not a fault:
 * nothing is retried. `code` is one of `contracts/types/errors.yaml`.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  /** Facts by name, such as the field at fault; they reach the caller. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
