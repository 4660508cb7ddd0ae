import fc from 'fast-check';

/** A value of which one part is left out, doubled or replaced: it mostly fits its schema no longer. */
export const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    const keys = Object.keys(value);
    const parts = value as { readonly [key: string]: unknown };
    return fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(...keys).chain((key) => spoilt(parts[key]).map((part) => (Array.isArray(value) ? [part] : { ...value, [key]: part }))),
      fc
        .constantFrom(...keys)
        .map((key) => (Array.isArray(value) ? value.slice(1) : Object.fromEntries(keys.filter((k) => k !== key).map((k) => [k, parts[k]])))),
      fc.constant(Array.isArray(value) ? [...value, null] : { ...value, surplus: 1 }),
    );
  }
  if (typeof value !== 'string') return fc.jsonValue();
  return fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(`${value}0`, value.slice(1).toWellFormed(), value.replace('.', ''), `-${value}`, value.toUpperCase()),
  );
};
