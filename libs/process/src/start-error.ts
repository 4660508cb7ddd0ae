/**
 * Why a program cannot start, for the person who started it. Stable codes: VARIABLE_MISSING, VARIABLE_INVALID, PORT_TAKEN,
 * DEPENDENCY_UNAVAILABLE, MIGRATION_CHANGED, MIGRATION_FAILED, ROLE_MISSING; programs add their own.
 */
export class StartError extends Error {
  readonly code: string;
  /** The next step. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
    this.hint = hint;
  }
}
