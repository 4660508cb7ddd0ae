import type { Position } from '../rule.ts';

/** An exception written where the finding is. */
export interface InPlace {
  /** Where it is written. */
  readonly at: Position;
  /** Empty where none is named. */
  readonly rule: string;
  readonly reason: string;
  /** What it covers: from the first place to before the last, by line and column. */
  readonly from: Spot;
  readonly to: Spot;
}

export interface Spot {
  readonly line: number;
  readonly column: number;
}

export const isBefore = (a: Spot, b: Spot): boolean => a.line < b.line || (a.line === b.line && a.column < b.column);
