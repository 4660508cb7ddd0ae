/** A long list without the stretches in which nothing changed. */
export interface Fold {
  /** How many rows are left out here. */
  readonly hidden: number;
}

/** Rows around a change that stay. */
const CONTEXT = 2;

/** A stretch is not left out where that would spare one row only. */
export const folded = <Row extends { readonly state: string }>(rows: readonly Row[]): readonly (Row | Fold)[] => {
  const shown = new Set<number>();
  for (const [index, { state }] of rows.entries()) {
    if (state === 'same') continue;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at += 1) shown.add(at);
  }
  const result: (Row | Fold)[] = [];
  let hidden: Row[] = [];
  const flush = (): void => {
    if (hidden.length > 1) result.push({ hidden: hidden.length });
    else result.push(...hidden);
    hidden = [];
  };
  for (const [index, row] of rows.entries()) {
    if (!shown.has(index)) {
      hidden.push(row);
      continue;
    }
    flush();
    result.push(row);
  }
  flush();
  return result;
};
