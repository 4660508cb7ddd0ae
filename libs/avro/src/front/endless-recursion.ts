/** Finds records that no finite value can have: a required field leads back to the record itself. */
import type { AvroType, Field, NamedType, RecordType } from './ast.ts';

export interface Endless {
  readonly record: RecordType;
  /** The field of the record that leads on. */
  readonly field: Field;
  /** The full names on the way round, the record's first and last. */
  readonly path: readonly string[];
}

/** One for each way round; records that only lead into one are not told again. */
export const endlessRecords = (types: ReadonlyMap<string, NamedType>): readonly Endless[] => {
  const endless = withoutValues(types);
  const found: Endless[] = [];
  const seen = new Set<string>();
  for (const start of endless) {
    const path: string[] = [];
    for (let name = start; !seen.has(name); ) {
      seen.add(name);
      path.push(name);
      name = leads(types.get(name), endless)?.to ?? name;
      const [record, from] = [types.get(name), path.indexOf(name)];
      const step = leads(record, endless);
      if (from >= 0 && record?.kind === 'record' && step !== undefined) found.push({ record, field: step.field, path: [...path.slice(from), name] });
    }
  }
  return found;
};

/** The records that cannot be shown to have a value: one that has is taken out, and then what waited for it. */
const withoutValues = (types: ReadonlyMap<string, NamedType>): ReadonlySet<string> => {
  const waiting = new Map<string, string[]>();
  const left = new Set<string>();
  for (const type of types.values()) {
    if (type.kind !== 'record') continue;
    const needed = type.fields.flatMap((field) => recordsIn(field.type));
    if (needed.length === 0) continue;
    left.add(type.name);
    for (const name of needed) waiting.set(name, [...(waiting.get(name) ?? []), type.name]);
  }
  const next = [...left];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (!left.has(name) || leads(types.get(name), left) !== undefined) continue;
    left.delete(name);
    next.push(...(waiting.get(name) ?? []));
  }
  return left;
};

/** What a value of the type may have to hold; a union with null has a way out. */
const recordsIn = (type: AvroType): readonly string[] => {
  if (type.kind === 'reference') return [type.name];
  return type.kind === 'union' && !type.nullable ? type.branches.flatMap(recordsIn) : [];
};

const leads = (type: NamedType | undefined, endless: ReadonlySet<string>): { readonly field: Field; readonly to: string } | undefined => {
  if (type?.kind !== 'record') return undefined;
  for (const field of type.fields) {
    const to = recordNeeded(field.type, endless);
    if (to !== undefined) return { field, to };
  }
  return undefined;
};

/** An endless record that every value of the type holds; a union has a way out where any branch has. */
const recordNeeded = (type: AvroType, endless: ReadonlySet<string>): string | undefined => {
  if (type.kind === 'reference') return endless.has(type.name) ? type.name : undefined;
  if (type.kind !== 'union') return undefined;
  const needed = type.branches.map((branch) => recordNeeded(branch, endless));
  return needed.includes(undefined) ? undefined : needed[0];
};
