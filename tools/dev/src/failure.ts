/** Something a person can put right. `message` says what is wrong in one line, `hint` the next step, `code` never changes. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}

/** One line for a terminal, whatever was thrown. */
export function oneLine(error: unknown): string {
  if (error instanceof Failure) return `${error.message} ${error.hint} [${error.code}]`;
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
