/** What the front end found wrong in a schema file. Lines and columns count from 1, columns in UTF-16 units. */

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
  /** What is wrong and what was expected. */
  readonly message: string;
  /** What to do about it; empty where the message says it all. */
  readonly hint: string;
}

export type Rule =
  | 'broken-json'
  | 'duplicate-key'
  | 'invalid-schema'
  | 'missing-attribute'
  | 'invalid-attribute'
  | 'invalid-name'
  | 'duplicate-name'
  | 'unknown-type'
  | 'duplicate-field'
  | 'invalid-symbol'
  | 'invalid-union'
  | 'invalid-default'
  | 'unknown-logical-type'
  | 'invalid-logical-type'
  | 'invalid-constraint';

/**
 * Rules that leave the schema readable: Avro tells readers to overlook a logical type they do not know and never to look at a default
 * until it is needed. They are findings in a contract; a schema met at run time is read in spite of them.
 */
export const harmlessAtRunTime: ReadonlySet<Rule> = new Set([
  'duplicate-key',
  'invalid-default',
  'unknown-logical-type',
  'invalid-logical-type',
  'invalid-constraint',
]);
