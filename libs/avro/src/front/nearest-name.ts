/** The known name closest to a mistyped one, where one is close enough to be meant: at most a third of its letters differ. */
export const nearestName = (name: string, known: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), bestDistance - 1);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

/** A hint naming the nearest known name, or `otherwise`. */
export const didYouMean = (name: string, known: Iterable<string>, otherwise = ''): string => {
  const nearest = nearestName(name, known);
  return nearest === undefined ? otherwise : `Did you mean "${nearest}"?`;
};

/** A hint for a name that is missing where a mistyped one stands. */
export const renameTo = (missing: string, given: Iterable<string>): string => {
  const nearest = nearestName(missing, given);
  return nearest === undefined ? '' : `Rename "${nearest}" to "${missing}".`;
};

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other; where there are more than `most`, any number above it. */
export const editDistance = (a: string, b: string, most: number): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let leastOfRow = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
      if (least < leastOfRow) leastOfRow = least;
    }
    if (leastOfRow > most) return leastOfRow;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
};
