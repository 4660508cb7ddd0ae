/** The error codes of Confluent's API; the first three digits are the HTTP status. */
export const CODES = {
  subjectNotFound: 40401,
  versionNotFound: 40402,
  schemaNotFound: 40403,
  subjectSoftDeleted: 40404,
  subjectNotSoftDeleted: 40405,
  versionSoftDeleted: 40406,
  versionNotSoftDeleted: 40407,
  levelNotSet: 40408,
  modeNotSet: 40409,
  /** As up to 8.1; from 8.2 on Confluent answers 40901, which clients of the other registries do not know. */
  incompatible: 409,
  unprocessable: 422,
  invalidSchema: 42201,
  invalidVersion: 42202,
  invalidLevel: 42203,
  invalidMode: 42204,
  notPermitted: 42205,
  referenceExists: 42206,
  idMismatch: 42207,
  invalidSubject: 42208,
  tooLarge: 42209,
  invalidRuleSet: 42210,
  contextNotEmpty: 42211,
  /** Not Confluent's: what its clients try again. */
  busy: 429,
  storeFailed: 50001,
  storeTimedOut: 50002,
} as const;

export type RefusalCode = (typeof CODES)[keyof typeof CODES];

/** Why a command or a query is not done. Answered as `{ error_code, message }`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }

  /** The HTTP status. */
  get status(): number {
    return Number(String(this.code).slice(0, 3));
  }
}
