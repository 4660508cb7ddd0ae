/** Two texts, line by line. */
import { diffArrays } from 'diff';

export interface LinePair {
  readonly state: 'same' | 'changed' | 'added' | 'removed';
  readonly older?: Line;
  readonly newer?: Line;
}

export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Milliseconds. Texts that have little in common are then compared line for line. */
const TIMEOUT = 300;
/** What is tried at most, as a count of lines that differ. */
const MAX_EDITS = 4_000;

export const diffLines = (older: string, newer: string): readonly LinePair[] => {
  const [was, is] = [older, newer].map((text) => text.split('\n').map((line, index): Line => ({ number: index + 1, text: line })));
  if (was === undefined || is === undefined) return [];
  const runs = diffArrays(was, is, { comparator: (left, right) => left.text === right.text, timeout: TIMEOUT, maxEditLength: MAX_EDITS });
  if (runs === undefined) return beside(was, is);
  const pairs: LinePair[] = [];
  let [atWas, atIs] = [0, 0];
  let gone: readonly Line[] = [];
  const flush = (come: readonly Line[]): void => {
    for (const pair of beside(gone, come)) pairs.push(pair);
    gone = [];
  };
  for (const { added, removed, count = 0 } of runs) {
    if (removed) {
      gone = was.slice(atWas, atWas + count);
      atWas += count;
    } else if (added) {
      flush(is.slice(atIs, atIs + count));
      atIs += count;
    } else {
      flush([]);
      for (let index = 0; index < count; index += 1) pairs.push(pairOf('same', was[atWas + index], is[atIs + index]));
      atWas += count;
      atIs += count;
    }
  }
  flush([]);
  return pairs;
};

const beside = (was: readonly Line[], is: readonly Line[]): readonly LinePair[] =>
  Array.from({ length: Math.max(was.length, is.length) }, (_, index) => {
    const [older, newer] = [was[index], is[index]];
    const state = older === undefined ? 'added' : newer === undefined ? 'removed' : older.text === newer.text ? 'same' : 'changed';
    return pairOf(state, older, newer);
  });

const pairOf = (state: LinePair['state'], older: Line | undefined, newer: Line | undefined): LinePair => ({
  state,
  ...(older && { older }),
  ...(newer && { newer }),
});
