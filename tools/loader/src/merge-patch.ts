/** JSON Merge Patch (RFC 7396): objects are merged, anything else is replaced, and null removes. What a `$ref` names takes the place of what was there. */
export const mergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isObject(patch) || '$ref' in patch) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
};

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
