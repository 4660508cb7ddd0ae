const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
};

/** JSON with the members of every object in code unit order: equal data gives equal text. `indent` makes it readable. */
export const canonicalJson = (value: unknown, indent?: number): string => JSON.stringify(sorted(value), null, indent);
