/** Compatibility levels over a subject's history, as Confluent's registry defines them. */
import type { Schema } from '../schema/read-schema.ts';
import { checkCompatibility } from './check-compatibility.ts';
import type { Compatibility } from './incompatibility.ts';

export const LEVELS = ['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'] as const;
export type Level = (typeof LEVELS)[number];

/** What one version and the new schema say to each other. */
export interface VersionVerdict extends Compatibility {
  /** The index of the version in the history. */
  readonly version: number;
  /** `backward`: the new schema reads what the version wrote. `forward`: the version reads what the new schema writes. */
  readonly direction: 'backward' | 'forward';
}

/**
 * Every verdict that a level asks for, the newest version first and backward before forward. `history` is oldest first; a level that is not transitive
 * looks at its last version only. The level holds where all are compatible.
 */
export const checkLevel = (level: Level, schema: Schema, history: readonly Schema[]): readonly VersionVerdict[] => {
  if (level === 'NONE') return [];
  const versions = history.map((version, index) => [index, version] as const).toReversed();
  const looked = level.endsWith('_TRANSITIVE') ? versions : versions.slice(0, 1);
  const [backward, forward] = [!level.startsWith('FORWARD'), !level.startsWith('BACKWARD')];
  return looked.flatMap(([version, earlier]): VersionVerdict[] => [
    ...(backward ? [{ version, direction: 'backward' as const, ...checkCompatibility(schema, earlier) }] : []),
    ...(forward ? [{ version, direction: 'forward' as const, ...checkCompatibility(earlier, schema) }] : []),
  ]);
};
