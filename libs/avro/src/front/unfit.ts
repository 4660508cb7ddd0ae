/** Whether a value that has the right type keeps to what the schema says of it besides. */
import { conversionOf } from '../codec/conversion.ts';
import { type AvroType, branchName, type Constraints, type FixedType, type ScalarType } from './ast.ts';
import type { Types } from './builder.ts';

/** What the value, as it is held in memory, breaks: a constraint or the form of its logical type; undefined where it keeps to all. */
export const unfitPart = (value: unknown, type: AvroType, types: Types): string | undefined => {
  switch (type.kind) {
    case 'scalar':
      return unfitScalar(value, type, type.constraints);
    case 'array': {
      const items = value as readonly unknown[];
      return (
        unfitCount(items.length, 'Items', type.constraints.minItems, type.constraints.maxItems) ??
        firstOf(items, (item) => unfitPart(item, type.items, types))
      );
    }
    case 'map': {
      const values = Object.values(value as object);
      return (
        unfitCount(values.length, 'Properties', type.constraints.minProperties, type.constraints.maxProperties) ??
        firstOf(values, (inner) => unfitPart(inner, type.values, types))
      );
    }
    case 'union': {
      if (value === null) return undefined;
      if (type.options.length === 1) return type.options[0] && unfitPart(value, type.options[0], types);
      const [[name, inner] = []] = Object.entries(value as object);
      const branch = type.options.find((option) => branchName(option) === name);
      return branch && unfitPart(inner, branch, types);
    }
    case 'reference': {
      const named = types.get(type.name);
      if (named?.kind === 'fixed') return unfitScalar(value, named, { ...named.constraints, ...type.constraints });
      if (named?.kind !== 'record') return undefined;
      return firstOf(named.fields, (field) => unfitPart(ownValue(value, field.name), field.type, types));
    }
  }
};

const ownValue = (value: unknown, name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value;

const firstOf = <Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

const unfitCount = (count: number, what: 'Items' | 'Properties', least = 0, most = count): string | undefined =>
  count < least ? `"min${what}" is ${least}` : count > most ? `"max${what}" is ${most}` : undefined;

const unfitScalar = (value: unknown, type: ScalarType | FixedType, constraints: Constraints): string | undefined => {
  const { toRaw, expected } = conversionOf(type);
  if (toRaw(value) === undefined) return `${expected} was expected`;
  if (type.form === 'long' || type.form === 'decimal') return unfitNumber(Number(value), constraints);
  if (typeof value === 'number') return unfitNumber(value, constraints);
  return typeof value === 'string' ? unfitText(value, constraints) : undefined;
};

const unfitNumber = (value: number, constraints: Constraints): string | undefined => {
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  if (value < minimum) return `"minimum" is ${minimum}`;
  if (value > maximum) return `"maximum" is ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `"exclusiveMinimum" is ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return `"exclusiveMaximum" is ${exclusiveMaximum}`;
  // Steps that are no whole number are rounded by the computer.
  return Number.isInteger(multipleOf) && value % (multipleOf as number) !== 0 ? `"multipleOf" is ${multipleOf}` : undefined;
};

const unfitText = (value: string, { minLength = 0, maxLength, pattern }: Constraints): string | undefined => {
  const length = [...value].length;
  if (length < minLength) return `"minLength" is ${minLength}`;
  if (maxLength !== undefined && length > maxLength) return `"maxLength" is ${maxLength}`;
  return pattern !== undefined && !new RegExp(pattern, 'u').test(value) ? `"pattern" is ${pattern}` : undefined;
};
