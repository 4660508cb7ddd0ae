/**
 * Why a message can never be handled, however often it is delivered. The code and the sentence go into its dead letter,
 * so the sentence never holds a value of the message.
 */
export type RejectionCode =
  | 'HEADERS_INVALID'
  | 'REPLY_TO_REFUSED'
  | 'TYPE_UNEXPECTED'
  | 'FRAME_INVALID'
  | 'SCHEMA_UNKNOWN'
  | 'SCHEMA_UNREADABLE'
  | 'AVRO_INVALID'
  | 'CONSTRAINT_BROKEN'
  | 'HANDLER_FAILED';

export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
