export interface Marked {
  readonly before: string;
  /** What only this side has. */
  readonly own: string;
  readonly after: string;
}

/** What two texts have in common at their begin and their end, and what differs between, cut between words. */
export const markChange = (older: string, newer: string): readonly [Marked, Marked] => {
  const [was, is] = [wordsOf(older), wordsOf(newer)];
  const most = Math.min(was.length, is.length);
  let start = 0;
  while (start < most && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < most - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1;
  const marked = (words: readonly string[]): Marked => ({
    before: words.slice(0, start).join(''),
    own: words.slice(start, words.length - end).join(''),
    after: words.slice(words.length - end).join(''),
  });
  return [marked(was), marked(is)];
};

const wordsOf = (text: string): readonly string[] => text.match(/\p{L}[\p{L}\p{N}_]*|\p{N}+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
