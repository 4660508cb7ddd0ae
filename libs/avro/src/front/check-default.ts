/** Checks a field's default against its type, in the JSON form that Avro gives defaults. */
import type { AvroType, EnumType, RecordType } from './ast.ts';
import type { Resolution, Types } from './builder.ts';
import { didYouMean } from './nearest-name.ts';
import { describe, type SchemaNode, type StringNode, textOf } from './schema-node.ts';

interface Fault {
  readonly node: SchemaNode;
  readonly expected: string;
  readonly hint?: string;
}

export const checkDefault = ({ resolved, types, report }: Resolution, node: SchemaNode, written: AvroType): void => {
  const type = resolved(written);
  if (type === undefined) return;
  for (const { node: at, expected, hint } of faultsIn(node, type, types)) {
    report(at, 'INVALID_DEFAULT', `The default does not fit its type: ${expected} was expected, not ${describe(at)}.`, hint);
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
  const faults = branches.map((branch) => faultsIn(node, branch, types));
  if (faults.some((found) => found.length === 0)) return [];
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
  return given.flatMap(({ key, offset, value }) => {
    const field = record.fields.find(({ name }) => name === key);
    const names = record.fields.map(({ name }) => name);
    if (field === undefined)
      return [{ node: { kind: 'string', offset, value: key }, expected: `a field of ${record.name}`, hint: didYouMean(key, names) }];
    return faultsIn(value, field.type, types);
  });
};

const enumFault = (node: SchemaNode, { name, symbols }: EnumType): Fault[] =>
  symbols.includes(textOf(node) ?? '')
    ? []
    : [{ node, expected: `a symbol of ${name}`, hint: node.kind === 'string' ? didYouMean(node.value, symbols) : '' }];

const bytesHint = 'Each character of the string stands for the byte of its code.';

const isByteString = (node: SchemaNode): node is StringNode => node.kind === 'string' && /^[\0-\u00ff]*$/.test(node.value);

const scalarFault = (node: SchemaNode, type: string): Fault[] => {
  const fault = (expected: string, hint = ''): Fault[] => [{ node, expected, hint }];
  const value = node.kind === 'number' ? node.value : undefined;
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
      return Number.isInteger(value) && Math.abs((value as number) + 0.5) < 2 ** 31 ? [] : fault('a whole number of 32 bits');
    case 'long':
      // JSON tools round numbers beyond, each in its own way.
      return Number.isSafeInteger(value) ? [] : fault('a whole number within 2^53');
    default:
      return node.kind === 'number' ? [] : fault('a number');
  }
};
