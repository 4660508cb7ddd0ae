import type { JsonSchema } from '@vyarna/contract';
import { type Place, type Sources, samePlace } from './sources.ts';

/**
 * A JSON Schema that stands at a place, made self-contained: what its `$ref`s point to, in whatever file, is in `$defs`, each once. Recursion stays
 * recursion. A reference to nothing is reported, and its schema allows everything. Keys that other tools left behind (`x-parser-...`) are dropped.
 */
export const jsonSchemaAt = (sources: Sources, place: Place): JsonSchema => {
  const names = new Map<string, string>();
  const due: { readonly name: string; readonly place: Place }[] = [];
  const root = sources.resolve(place);
  if (root === undefined) return {};

  const nameOf = (target: Place): string => {
    const id = `${target.file}#${target.pointer}`;
    const known = names.get(id);
    if (known !== undefined) return known;
    const wanted = (
      target.pointer.split('/').at(-1) ||
      target.file
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ||
      'schema'
    ).replaceAll(/[^\w.-]/g, '_');
    const taken = new Set(names.values());
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`;
    names.set(id, name);
    due.push({ name, place: target });
    return name;
  };

  const convert = (at: Place): unknown => {
    if (sources.reference(at) !== undefined) {
      const target = sources.resolve(at);
      if (target === undefined) return {};
      return { $ref: samePlace(target, root) ? '#' : `#/$defs/${nameOf(target)}` };
    }
    if (sources.isMap(at)) {
      return Object.fromEntries(
        sources.entries(at).flatMap(([key, member]) => (key.startsWith('x-parser-') ? [] : [[key, convert(member)] as const])),
      );
    }
    if (sources.isSequence(at)) return sources.items(at).map(convert);
    return sources.scalar(at) ?? null;
  };

  const schema = convert(root);
  const definitions: [string, unknown][] = [];
  for (let next = due.shift(); next !== undefined; next = due.shift()) definitions.push([next.name, convert(next.place)]);
  const whole = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? (schema as JsonSchema) : {};
  if (definitions.length === 0) return whole;
  const own = (whole['$defs'] ?? {}) as JsonSchema;
  return { ...whole, $defs: { ...own, ...Object.fromEntries(definitions.sort(([a], [b]) => (a < b ? -1 : 1))) } };
};
