/** What the front end found wrong in a schema. Lines and columns count from 1, columns in UTF-16 units. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Finding {
  /** As it was given to the front end. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: Rule;
  /** `error` where the schema cannot be used; `warning` where it can, but surely not as its author meant it. */
  readonly severity: Severity;
  /** What is wrong and what was expected. */
  readonly message: string;
  /** What to do about it; empty where the message says it all. */
  readonly hint: string;
}

export type Severity = 'error' | 'warning';

/** Every rule of the front end. */
export const SEVERITIES = {
  BROKEN_JSON: 'error',
  DUPLICATE_KEY: 'error',
  INVALID_SCHEMA: 'error',
  MISSING_ATTRIBUTE: 'error',
  INVALID_ATTRIBUTE: 'error',
  INVALID_NAME: 'error',
  DUPLICATE_NAME: 'error',
  UNKNOWN_TYPE: 'error',
  DUPLICATE_FIELD: 'error',
  INVALID_SYMBOL: 'error',
  INVALID_UNION: 'error',
  INVALID_DEFAULT: 'error',
  UNRESOLVED_REFERENCE: 'error',
  CIRCULAR_REFERENCE: 'error',
  UNNAMEABLE_TYPE: 'error',
  MISSPELT_ATTRIBUTE: 'warning',
  IGNORED_ATTRIBUTE: 'warning',
  DUPLICATE_ALIAS: 'warning',
  EMPTY_UNION: 'warning',
  ENDLESS_RECURSION: 'warning',
  UNFIT_DEFAULT: 'warning',
  UNKNOWN_LOGICAL_TYPE: 'warning',
  INVALID_LOGICAL_TYPE: 'warning',
  INVALID_CONSTRAINT: 'warning',
} as const satisfies { readonly [rule: string]: Severity };

export type Rule = keyof typeof SEVERITIES;

export const severityOf = (rule: Rule): Severity => SEVERITIES[rule];
