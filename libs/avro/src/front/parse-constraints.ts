/** Reads the constraint keywords of an object and checks that each can bind the type it stands on. */
import type { AvroType, Constraints } from './ast.ts';
import type { Resolution, Types } from './builder.ts';
import { appliesTo, contradiction, expectedOf, isKeyword, type Keyword } from './constraints.ts';
import { type Properties, plain } from './schema-node.ts';
import type { Report } from './source.ts';

export const readConstraints = (report: Report, given: Properties): Constraints => {
  const constraints: { [keyword in Keyword]?: unknown } = {};
  for (const [name, { value }] of given) {
    if (!isKeyword(name)) continue;
    const data = plain(value);
    const expected = expectedOf(name, data);
    if (expected === undefined) constraints[name] = data;
    else report(value, 'INVALID_CONSTRAINT', `"${name}" is ${expected}.`);
  }
  const clash = contradiction(constraints as Constraints);
  if (clash !== undefined) {
    const [low, high] = clash;
    const at = given.get(high)?.value;
    if (at !== undefined) report(at, 'INVALID_CONSTRAINT', `No value can meet both "${low}" and "${high}".`);
  }
  return constraints as Constraints;
};

/** Reports every keyword written here that can bind no value of the type. */
export const checkConstraints = ({ resolved, types, report }: Resolution, given: Properties, written: AvroType): void => {
  const type = resolved(written);
  if (type === undefined) return;
  for (const [name, { offset, value }] of given) {
    if (!isKeyword(name) || expectedOf(name, plain(value)) !== undefined || binds(name, plain(value), type, types)) continue;
    report({ offset }, 'INVALID_CONSTRAINT', `"${name}" does not apply to ${held(type, types)}.`, hintFor(name, type));
  }
};

const binds = (keyword: Keyword, value: unknown, type: AvroType, types: Types): boolean => {
  switch (type.kind) {
    case 'scalar':
      return appliesTo(keyword, type.form, value);
    case 'union':
      return type.options.some((option) => binds(keyword, value, option, types));
    case 'reference': {
      const target = types.get(type.name);
      return target === undefined || (target.kind === 'fixed' && appliesTo(keyword, target.form, value));
    }
    default:
      return appliesTo(keyword, type.kind, value);
  }
};

const held = (type: AvroType, types: Types): string => {
  switch (type.kind) {
    case 'scalar':
      return type.form === 'long'
        ? 'a long without a "maximum" within 2^53, which is held as a string'
        : `a value of type ${type.logical?.name ?? type.type}`;
    case 'reference':
      return `the ${types.get(type.name)?.kind ?? 'type'} ${type.name}`;
    case 'union':
      return type.options.length === 1 && type.options[0] !== undefined ? held(type.options[0], types) : 'any branch of this union';
    default:
      return `an ${type.kind}`.replace('an map', 'a map');
  }
};

const hintFor = (keyword: Keyword, type: AvroType): string => {
  const value = type.kind === 'union' ? type.options[0] : type;
  if (value?.kind === 'scalar' && value.form === 'long') return `Give a "maximum" of at most ${Number.MAX_SAFE_INTEGER}.`;
  return value?.kind === 'array' && !keyword.endsWith('Items') ? 'To bind the items, write it into the type of "items".' : '';
};
