/** Checks that the constraint keywords of an object can bind the type they stand on, and that some value can meet them. */
import type { AvroType, Constraints } from './ast.ts';
import type { Resolution, Types } from './builder.ts';
import { applicable, appliesTo, isKeyword, type Keyword, together } from './constraints.ts';
import { type HeldType, nounOf } from './held-value.ts';
import { type ConstraintFault, faultsOf } from './impossible.ts';
import type { SchemaEntry } from './schema-node.ts';

/** `written` are the keywords of one object, each with a value of the kind it takes; `constraints` what they say. */
export const checkConstraints = (
  { resolved, types, report }: Resolution,
  written: readonly SchemaEntry[],
  constraints: Constraints,
  at: AvroType,
): void => {
  const type = resolved(at);
  if (type === undefined) return;
  const held = heldTypes(type, types);
  // What a reference means is not known where it has a finding of its own.
  if (held === undefined) return;
  for (const { key, offset } of written) {
    if (!isKeyword(key) || held.some((value) => appliesTo(key, formOf(value)))) continue;
    report({ offset }, 'INVALID_CONSTRAINT', `"${key}" does not apply to ${shownType(type, types)}.`, hintFor(key, type));
  }
  const told = new Set<string>();
  for (const value of held) {
    for (const { keywords, message, hint } of faultsAt(value, constraints)) {
      // Where the object says only a part of it, or nothing, it is told elsewhere.
      const entry = written.findLast(({ key }) => (keywords as readonly string[]).includes(key));
      if (entry === undefined || told.has(keywords.join())) continue;
      told.add(keywords.join());
      report(entry.value, 'INVALID_CONSTRAINT', message, hint);
    }
  }
};

const faultsAt = (type: HeldType, constraints: Constraints): readonly ConstraintFault[] =>
  faultsOf(type, applicable(together(type.constraints, constraints), formOf(type)));

const formOf = (type: HeldType): Parameters<typeof appliesTo>[1] => (type.kind === 'array' || type.kind === 'map' ? type.kind : type.form);

/** The types whose values a keyword may bind; undefined where one is not known. */
const heldTypes = (type: AvroType, types: Types): readonly HeldType[] | undefined => {
  switch (type.kind) {
    case 'union': {
      const held = type.options.map((option) => heldTypes(option, types));
      return held.includes(undefined) ? undefined : held.flatMap((one) => one ?? []);
    }
    case 'reference': {
      const named = types.get(type.name);
      if (named === undefined) return undefined;
      return named.kind === 'fixed' ? [named] : [];
    }
    default:
      return [type];
  }
};

const shownType = (type: AvroType, types: Types): string => {
  switch (type.kind) {
    case 'reference':
      return `the ${types.get(type.name)?.kind ?? 'type'} ${type.name}`;
    case 'union': {
      const [only] = type.options;
      return type.options.length === 1 && only !== undefined ? shownType(only, types) : 'any branch of this union';
    }
    default:
      return type.kind === 'scalar' && type.form === 'long' ? 'a long without a "maximum" within 2^53, which is held as a string' : nounOf(type);
  }
};

const hintFor = (keyword: Keyword, type: AvroType): string => {
  const value = type.kind === 'union' ? type.options[0] : type;
  if (value?.kind === 'scalar' && value.form === 'long') return `Give a "maximum" of at most ${Number.MAX_SAFE_INTEGER}.`;
  return value?.kind === 'array' && !keyword.endsWith('Items') ? 'To bind the items, write it into the type of "items".' : '';
};
