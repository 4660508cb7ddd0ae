/** `INVALID`: what was asked for cannot be, as it is worded. `EXISTS`: it is there already. `MISSING`: what it needs is not there. */
export type ScaffoldErrorCode = 'INVALID' | 'EXISTS' | 'MISSING';

/** Nothing is written; the message says what to ask for instead. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
  readonly code: ScaffoldErrorCode;

  constructor(code: ScaffoldErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
