/** What the compatibility engine says of two versions, both ways, and what the subject's level makes of it. */
import {
  AmbiguousFieldError,
  checkCompatibility,
  explainIncompatibility,
  type Incompatibility,
  type Level,
  type MeaningChange,
  meaningChanges,
  type Schema,
  UndecidedError,
} from '@vyarna/avro';
import { placeOf } from './place.ts';

export interface Reason {
  /** The path of fields, empty for the schema itself; undefined where only the pointer is known. */
  readonly place: string | undefined;
  readonly pointer: string;
  readonly words: string;
  readonly code: string;
}

export interface Direction {
  readonly compatible: boolean;
  /** The first `MOST_REASONS` of them. */
  readonly reasons: readonly Reason[];
  /** How many there are. */
  readonly count: number;
}

/** Reasons that are put in words: there may be tens of thousands, and nobody reads so many. */
export const MOST_REASONS = 100;

export interface Verdict {
  /** Whether the newer version reads what the older one wrote. */
  readonly backward: Direction;
  /** Whether the older version reads what the newer one writes. */
  readonly forward: Direction;
  readonly meaning: readonly (Reason & Pick<MeaningChange, 'breaks'>)[];
}

export const verdictOf = (older: Schema, newer: Schema): Verdict => ({
  backward: direction(newer, older),
  forward: direction(older, newer),
  meaning: meaningChanges(older, newer).map(({ rule, path, message, breaks }) => ({
    place: placeOf(newer, path),
    pointer: path,
    words: message,
    code: rule,
    breaks,
  })),
});

const direction = (reader: Schema, writer: Schema): Direction => {
  try {
    const { compatible, incompatibilities } = checkCompatibility(reader, writer);
    const reasons = incompatibilities.slice(0, MOST_REASONS).map((found) => ({
      place: placeIn(reader, found),
      pointer: found.path,
      words: explainIncompatibility(found),
      code: found.type,
    }));
    return { compatible, reasons, count: incompatibilities.length };
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    const code = error instanceof AmbiguousFieldError ? 'AMBIGUOUS_FIELD' : 'TOO_DEEP';
    return { compatible: false, reasons: [{ place: undefined, pointer: '/', words: error.message, code }], count: 1 };
  }
};

/** Inside a union Apache Avro begins a path anew, so it may lead to another field than the one that is meant. */
const placeIn = (reader: Schema, { type, path, message }: Incompatibility): string | undefined => {
  const place = placeOf(reader, path);
  const isOther = type === 'READER_FIELD_MISSING_DEFAULT_VALUE' && place?.split('.').at(-1) !== message;
  return isOther ? undefined : place;
};

/** Whether the level lets the newer version follow the older one. */
export const holdsAt = (level: Level, { backward, forward }: Verdict): boolean => {
  if (level === 'NONE') return true;
  return (level.startsWith('FORWARD') || backward.compatible) && (level.startsWith('BACKWARD') || forward.compatible);
};
