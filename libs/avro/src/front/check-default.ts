/** Checks a field's default against its type, in the JSON form that Avro gives defaults. */
import { defaultValue } from '../codec/default-value.ts';
import type { AvroType, EnumType, RecordType } from './ast.ts';
import type { Resolution, Types } from './builder.ts';
import { maxFloat } from './held-value.ts';
import { didYouMean } from './nearest-name.ts';
import { describe, exact, integerOf, type SchemaNode, type StringNode, textOf } from './schema-node.ts';
import { unfitPart } from './unfit.ts';

interface Fault {
  readonly node: SchemaNode;
  readonly expected: string;
  readonly hint?: string;
}

export const checkDefault = ({ resolved, types, report }: Resolution, node: SchemaNode, written: AvroType): void => {
  const type = resolved(written);
  if (type === undefined || refersToNothing(type, types)) return;
  const faults = faultsIn(node, type, types);
  for (const { node: at, expected, hint } of faults) {
    report(at, 'INVALID_DEFAULT', `The default does not fit its type: ${expected} was expected, not ${asWritten(at)}.`, hint);
  }
  if (faults.length > 0) return;
  for (const { offset, key, record } of overlooked(node, type, types)) {
    const hint = didYouMean(
      key,
      record.fields.map(({ name }) => name),
    );
    report({ offset }, 'IGNORED_ATTRIBUTE', `${record.name} has no field "${key}", so this part of the default is overlooked.`, hint);
  }
  const value = defaultValue(type, exact(node), types);
  if (value === undefined) {
    report(node, 'INVALID_DEFAULT', 'The default fits its type, but not what its logical type or its "maximum" leaves of it.');
    return;
  }
  const unfit = unfitPart(value, type, types);
  if (unfit !== undefined) report(node, 'UNFIT_DEFAULT', `The default breaks what is said of the value: ${unfit}.`, 'Change one of them.');
};

const LONGEST_SHOWN = 40;

/** The value itself where it is short: that a number is none of 32 bits is seen by its digits. */
const asWritten = (node: SchemaNode): string => {
  const text = node.kind === 'number' ? node.text : node.kind === 'string' ? JSON.stringify(node.value) : '';
  if (text !== '' && text.length <= LONGEST_SHOWN) return text;
  return node.kind === 'string' ? `a string of ${node.value.length} characters` : describe(node);
};

/** A name that means nothing has a finding of its own. */
const refersToNothing = (type: AvroType, types: Types): boolean => {
  switch (type.kind) {
    case 'scalar':
      return false;
    case 'array':
      return refersToNothing(type.items, types);
    case 'map':
      return refersToNothing(type.values, types);
    case 'union':
      return type.branches.some((branch) => refersToNothing(branch, types));
    case 'reference':
      return types.get(type.name) === undefined;
  }
};

const faultsIn = (node: SchemaNode, type: AvroType, types: Types): Fault[] => {
  switch (type.kind) {
    case 'scalar':
      return scalarFault(node, type.type);
    case 'array':
      if (node.kind !== 'array') return [{ node, expected: 'an array' }];
      return node.items.flatMap((item) => faultsIn(item, type.items, types));
    case 'map':
      if (node.kind !== 'object') return [{ node, expected: 'an object' }];
      return node.entries.flatMap(({ value }) => faultsIn(value, type.values, types));
    case 'union':
      return unionFaults(node, type.branches, types);
    case 'reference':
      return referenceFaults(node, type.name, types);
  }
};

/** The value is bare, of any branch (before Avro 1.12 only of the first). */
const unionFaults = (node: SchemaNode, branches: readonly AvroType[], types: Types): Fault[] => {
  const faults: Fault[][] = [];
  for (const branch of branches) {
    const found = faultsIn(node, branch, types);
    if (found.length === 0) return [];
    faults.push(found);
  }
  const names = branches.map((branch) => (branch.kind === 'scalar' ? branch.type : branch.kind === 'reference' ? branch.name : branch.kind));
  const wrapped = node.kind === 'object' && node.entries.length === 1;
  // Where the JSON has the shape of a branch, the fault inside is what to mend.
  const inside = faults.find((found) => found.every((fault) => fault.node !== node));
  if (inside !== undefined && !wrapped) return inside;
  const expected = `a value of ${names.join(', ')}`;
  return [wrapped ? { node, expected, hint: 'In a default the value of a union stands bare, without the name of its branch.' } : { node, expected }];
};

const referenceFaults = (node: SchemaNode, name: string, types: Types): Fault[] => {
  const target = types.get(name);
  switch (target?.kind) {
    case 'record':
      return recordFaults(node, target, types);
    case 'enum':
      return enumFault(node, target);
    case 'fixed':
      return isByteString(node) && node.value.length === target.size
        ? []
        : [{ node, expected: `a string of ${target.size} characters up to \\u00ff`, hint: bytesHint }];
    default:
      return [];
  }
};

const recordFaults = (node: SchemaNode, record: RecordType, types: Types): Fault[] => {
  if (node.kind !== 'object') return [{ node, expected: `an object with the fields of ${record.name}` }];
  const given = node.entries;
  const missing = record.fields.filter((field) => field.default === undefined && !given.some(({ key }) => key === field.name));
  if (missing.length > 0) return [{ node, expected: `an object with ${missing.map(({ name }) => `"${name}"`).join(', ')}` }];
  return given.flatMap(({ key, value }) => {
    const field = record.fields.find(({ name }) => name === key);
    return field === undefined ? [] : faultsIn(value, field.type, types);
  });
};

interface Overlooked {
  readonly key: string;
  readonly offset: number;
  readonly record: RecordType;
}

/** What a default without a fault says of fields that a record does not have. */
const overlooked = (node: SchemaNode, type: AvroType, types: Types): Overlooked[] => {
  switch (type.kind) {
    case 'scalar':
      return [];
    case 'array':
      return node.kind === 'array' ? node.items.flatMap((item) => overlooked(item, type.items, types)) : [];
    case 'map':
      return node.kind === 'object' ? node.entries.flatMap(({ value }) => overlooked(value, type.values, types)) : [];
    case 'union': {
      const branch = type.branches.find((one) => faultsIn(node, one, types).length === 0);
      return branch === undefined ? [] : overlooked(node, branch, types);
    }
    case 'reference': {
      const record = types.get(type.name);
      if (record?.kind !== 'record' || node.kind !== 'object') return [];
      return node.entries.flatMap(({ key, offset, value }) => {
        const field = record.fields.find(({ name }) => name === key);
        return field === undefined ? [{ key, offset, record }] : overlooked(value, field.type, types);
      });
    }
  }
};

const enumFault = (node: SchemaNode, { name, symbols }: EnumType): Fault[] =>
  symbols.includes(textOf(node) ?? '')
    ? []
    : [{ node, expected: `a symbol of ${name}`, hint: node.kind === 'string' ? didYouMean(node.value, symbols) : '' }];

const bytesHint = 'Each character of the string stands for the byte of its code.';

const isByteString = (node: SchemaNode): node is StringNode => node.kind === 'string' && /^[\0-\u00ff]*$/.test(node.value);

const scalarFault = (node: SchemaNode, type: string): Fault[] => {
  const fault = (expected: string, hint = ''): Fault[] => [{ node, expected, hint }];
  switch (type) {
    case 'null':
      return node.kind === 'null' ? [] : fault('null', 'A union with "null" that has another default names the other type first.');
    case 'boolean':
      return node.kind === 'boolean' ? [] : fault('true or false');
    case 'string':
      return node.kind === 'string' ? [] : fault('a string');
    case 'bytes':
      return isByteString(node) ? [] : fault('a string of characters up to \\u00ff', bytesHint);
    case 'int':
      return fits(node, 32) ? [] : fault('a whole number of 32 bits');
    case 'long':
      return fits(node, 64) ? [] : fault('a whole number of 64 bits');
    case 'float':
      return node.kind === 'number' && Math.abs(node.value) <= maxFloat ? [] : fault('a number in the range of a float');
    default:
      return node.kind === 'number' && Number.isFinite(node.value) ? [] : fault('a number');
  }
};

const fits = (node: SchemaNode, bits: number): boolean => {
  const value = integerOf(node);
  return value !== undefined && BigInt.asIntN(bits, value) === value;
};
