/** Finds records that no finite value can have: a required field leads back to the record itself. */
import type { AvroType, Field, NamedType, RecordType } from './ast.ts';

/** A record that cannot be without values of other types. */
export interface NeedyRecord {
  readonly record: RecordType;
  /** Full names of the types that its required fields may hold. */
  readonly needs: readonly string[];
}

/** Nothing for a type that needs no other. */
export const needyRecord = (record: NamedType): readonly NeedyRecord[] => {
  if (record.kind !== 'record') return [];
  const needs = record.fields.flatMap(({ type }) => namesIn(type));
  return needs.length === 0 ? [] : [{ record, needs }];
};

/** An array, a map and a union with null have a way out. */
const namesIn = (type: AvroType): readonly string[] => {
  if (type.kind === 'reference') return [type.name];
  return type.kind === 'union' && !type.nullable ? type.branches.flatMap(namesIn) : none;
};

const none: readonly string[] = [];

interface Endless {
  readonly record: RecordType;
  /** The field of the record that leads on. */
  readonly field: Field;
  /** The full names on the way round, the record's first and last. */
  readonly path: readonly string[];
}

/** One for each way round; records that only lead into one are not told again. */
export const endlessRecords = (needy: readonly NeedyRecord[]): readonly Endless[] => {
  const endless = withoutValues(needy);
  const found: Endless[] = [];
  const seen = new Set<string>();
  for (const start of endless.keys()) {
    const path: string[] = [];
    for (let name = start; !seen.has(name); ) {
      seen.add(name);
      path.push(name);
      name = leads(endless.get(name), endless)?.to ?? name;
      const [record, from] = [endless.get(name), path.indexOf(name)];
      const step = leads(record, endless);
      if (from >= 0 && record !== undefined && step !== undefined) found.push({ record, field: step.field, path: [...path.slice(from), name] });
    }
  }
  return found;
};

type Records = ReadonlyMap<string, RecordType>;

/** The records that cannot be shown to have a value: one that has is taken out, and then what waited for it. */
const withoutValues = (needy: readonly NeedyRecord[]): Records => {
  const names = new Set(needy.map(({ record }) => record.name));
  const waiting = new Map<string, string[]>();
  const left = new Map<string, RecordType>();
  for (const { record, needs } of needy) {
    for (const name of needs) {
      if (!names.has(name)) continue;
      left.set(record.name, record);
      const others = waiting.get(name);
      if (others === undefined) waiting.set(name, [record.name]);
      else others.push(record.name);
    }
  }
  const next = [...left.keys()];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const record = left.get(name);
    if (record === undefined || leads(record, left) !== undefined) continue;
    left.delete(name);
    next.push(...(waiting.get(name) ?? []));
  }
  return left;
};

const leads = (record: RecordType | undefined, endless: Records): { readonly field: Field; readonly to: string } | undefined => {
  for (const field of record?.fields ?? []) {
    const to = recordNeeded(field.type, endless);
    if (to !== undefined) return { field, to };
  }
  return undefined;
};

/** An endless record that every value of the type holds; a union has a way out where any branch has. */
const recordNeeded = (type: AvroType, endless: Records): string | undefined => {
  if (type.kind === 'reference') return endless.has(type.name) ? type.name : undefined;
  if (type.kind !== 'union') return undefined;
  const needed = type.branches.map((branch) => recordNeeded(branch, endless));
  return needed.includes(undefined) ? undefined : needed[0];
};
