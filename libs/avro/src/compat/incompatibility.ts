/** Why a reader cannot be sure to read what a writer wrote, in the terms of Apache Avro Java's `SchemaCompatibility`. */
export interface Incompatibility {
  readonly type: IncompatibilityType;
  /** A JSON pointer into the reader's schema: `/fields/0/type/symbols`; `/` is the schema itself. */
  readonly path: string;
  /** As Apache Avro words it. */
  readonly message: string;
}

export type IncompatibilityType =
  | 'NAME_MISMATCH'
  | 'FIXED_SIZE_MISMATCH'
  | 'MISSING_ENUM_SYMBOLS'
  | 'READER_FIELD_MISSING_DEFAULT_VALUE'
  | 'TYPE_MISMATCH'
  | 'MISSING_UNION_BRANCH';

export interface Compatibility {
  readonly compatible: boolean;
  /** All of them, in Apache Avro's order (the first `MOST_INCOMPATIBILITIES` where there are more); empty where the schemas are compatible. */
  readonly incompatibilities: readonly Incompatibility[];
}

/** Findings of one verdict. Types that are used again and again inside each other can have more than a machine has memory for. */
export const MOST_INCOMPATIBILITIES = 50_000;

/** Thrown where Apache Avro cannot decide. */
export class UndecidedError extends Error {
  override readonly name: string = 'UndecidedError';
}

/** A field of the reader's means two of the writer's, one by its name and one by an alias. */
export class AmbiguousFieldError extends UndecidedError {
  override readonly name = 'AmbiguousFieldError';
}

/** Types lead from one to the next further than the engine's stack: some thousand of them. */
export class TooDeepError extends UndecidedError {
  override readonly name = 'TooDeepError';
}

/** What a comparison gives, or `TooDeepError`. */
export const withinStack = <T>(compare: () => T): T => {
  try {
    return compare();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TooDeepError('The types lead from one to the next too often to be compared.');
  }
};
