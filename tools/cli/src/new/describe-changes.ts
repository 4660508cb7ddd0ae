import type { Change } from '@vyarna/scaffold';

/** What would be written: new files whole, of others the lines that go and come. */
export const describeChanges = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ path, before, after }) =>
    before === undefined
      ? [`new ${path}`, ...linesOf(after).map((line) => `+ ${line}`), '']
      : [`changed ${path}`, ...difference(linesOf(before), linesOf(after)), ''],
  );

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');

/** The lines that differ, by the longest common subsequence of what lies between the first and the last difference. */
const difference = (before: readonly string[], after: readonly string[]): readonly string[] => {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const common = lengths(old, fresh);
  const lines: string[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    if (row < old.length && column < fresh.length && old[row] === fresh[column]) {
      row += 1;
      column += 1;
    } else if (column < fresh.length && (row === old.length || at(common, row, column + 1) > at(common, row + 1, column))) {
      lines.push(`+ ${fresh[column]}`);
      column += 1;
    } else {
      lines.push(`- ${old[row]}`);
      row += 1;
    }
  }
  return lines;
};

/** How many lines the rests from each pair of places have in common. */
const lengths = (old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] => {
  const rows: number[][] = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      const longest = old[row] === fresh[column] ? at(rows, row + 1, column + 1) + 1 : Math.max(at(rows, row + 1, column), at(rows, row, column + 1));
      (rows[row] as number[])[column] = longest;
    }
  }
  return rows;
};

const at = (rows: readonly (readonly number[])[], row: number, column: number): number => rows[row]?.[column] ?? 0;
