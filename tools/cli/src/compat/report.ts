import {
  checkCompatibility,
  explainIncompatibility,
  type Incompatibility,
  type Level,
  levelQuestions,
  type MeaningChange,
  meaningChanges,
  UndecidedError,
} from '@vyarna/avro';
import { askProfile, type Profile, type ProfileAnswer } from '@vyarna/avro/profiles';
import type { SchemaFile } from './schema-file.ts';

interface Explained extends Incompatibility {
  /** For people: what is wrong, and what would mend it. */
  readonly words: string;
}

/** What one pair of schemas says. */
export interface PairReport {
  readonly reader: string;
  readonly writer: string;
  readonly compatible: boolean;
  readonly incompatibilities: readonly Explained[];
  /** Why Apache Avro cannot decide; registries take it for incompatible. */
  readonly undecided?: string;
  readonly profiles: readonly ProfileAnswer[];
}

export interface CompatibilityReport {
  /** All pairs fit, and for every profile that was asked. */
  readonly compatible: boolean;
  readonly level: Level | null;
  readonly pairs: readonly PairReport[];
  /** What means something else than in the newest version given, though levels allow it. */
  readonly meaningChanges: readonly MeaningChange[];
}

export interface Asked {
  readonly reader: SchemaFile;
  /** Oldest first. */
  readonly writers: readonly SchemaFile[];
  /** Without one, the reader is asked to read what every writer wrote. */
  readonly level: Level | undefined;
  readonly profiles: readonly Profile[];
}

export const reportOf = ({ reader, writers, level, profiles }: Asked): CompatibilityReport => {
  const pairs = pairsAsked(reader, writers, level).map(([mine, theirs]) => reportOfPair(mine, theirs, profiles));
  const newest = writers.at(-1);
  return {
    compatible: pairs.every((pair) => pair.compatible && pair.profiles.every(({ compatible }) => compatible)),
    level: level ?? null,
    pairs,
    meaningChanges: newest === undefined ? [] : meaningChanges(newest.schema, reader.schema),
  };
};

type Pair = readonly [reader: SchemaFile, writer: SchemaFile];

const pairsAsked = (reader: SchemaFile, writers: readonly SchemaFile[], level: Level | undefined): readonly Pair[] =>
  level === undefined
    ? writers.map((writer) => [reader, writer])
    : levelQuestions(level, writers.length).flatMap(({ version, direction }): readonly Pair[] => {
        const other = writers[version];
        if (other === undefined) return [];
        return [direction === 'backward' ? [reader, other] : [other, reader]];
      });

const reportOfPair = (reader: SchemaFile, writer: SchemaFile, profiles: readonly Profile[]): PairReport => {
  const pair = { reader: reader.path, writer: writer.path, profiles: profiles.map((profile) => askProfile(profile, reader.json, writer.json)) };
  try {
    const { compatible, incompatibilities } = checkCompatibility(reader.schema, writer.schema);
    return { ...pair, compatible, incompatibilities: incompatibilities.map((found) => ({ ...found, words: explainIncompatibility(found) })) };
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    return { ...pair, compatible: false, incompatibilities: [], undecided: error.message };
  }
};
