/** What two lists of named things have in common, in the newer one's order. */
interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface Aligned<Item> {
  readonly older?: Item;
  readonly newer?: Item;
}

/** By name, else by an alias of the newer one, else by `others` (newer name to older name). What was removed follows what stood before it. */
export const align = <Item extends Named>(
  older: readonly Item[],
  newer: readonly Item[],
  others: ReadonlyMap<string, string> = new Map(),
): readonly Aligned<Item>[] => {
  const left = new Map(older.map((item) => [item.name, item]));
  const partners = new Map<Item, Item>();
  const match = (item: Item, name: string | undefined): void => {
    const partner = name === undefined ? undefined : left.get(name);
    if (partner === undefined || partners.has(item)) return;
    partners.set(item, partner);
    left.delete(partner.name);
  };
  for (const item of newer) match(item, item.name);
  for (const item of newer) for (const alias of item.aliases) match(item, alias);
  for (const item of newer) match(item, others.get(item.name));

  const first: Aligned<Item>[] = [];
  const removedAfter = new Map<Item, Aligned<Item>[]>();
  let removed = first;
  for (const item of older) {
    if (left.has(item.name)) removed.push({ older: item });
    else {
      removed = [];
      removedAfter.set(item, removed);
    }
  }
  return [
    ...first,
    ...newer.flatMap((item): readonly Aligned<Item>[] => {
      const partner = partners.get(item);
      return partner === undefined ? [{ newer: item }] : [{ older: partner, newer: item }, ...(removedAfter.get(partner) ?? [])];
    }),
  ];
};
