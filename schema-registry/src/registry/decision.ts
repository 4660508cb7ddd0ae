import type { Change } from './change.ts';
import type { SubjectVersion } from './schema.ts';

export interface Decision<Outcome = unknown> {
  /** None where all is as it should be already. */
  readonly changes: readonly Change[];
  /** Texts that must be kept, by their hash. */
  readonly texts?: readonly (readonly [hash: string, text: string])[];
  readonly outcome: Outcome;
  /** The version that the changes make; it is the outcome. */
  readonly registered?: SubjectVersion;
}
