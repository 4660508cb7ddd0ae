import { type AvroJson, type AvroType, branchName, type NamedType, resolveSchemas } from '@vyarna/avro';
import fc from 'fast-check';
import type { FlowContracts } from '../check/flow-contracts.ts';
import type { Json } from '../json.ts';

/** Few names, so that an expression often meets one that is there, and often one that is not. */
export const names = ['a', 'b', 'c', 'd'];
const records = ['R0', 'R1', 'R2'];

/** `closed` leaves out maps and unions of several types, whose members are only known when a flow runs. */
const typeOf = (closed: boolean): fc.Arbitrary<AvroJson> =>
  fc.letrec<{ type: AvroJson }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom<AvroJson>('string', 'int', 'long', 'boolean', 'bytes', { type: 'string', logicalType: 'uuid' }),
      fc.constantFrom<AvroJson>('E', ['null', 'string'], ['null', 'R1'], 'R1', 'R2'),
      tie('type').map((items) => ({ type: 'array', items })),
      ...(closed ? [] : [fc.constantFrom<AvroJson>(['null', 'R1', 'R2'], ['R1', 'string']), tie('type').map((values) => ({ type: 'map', values }))]),
    ),
  })).type;

type Fields = readonly (readonly [name: string, type: AvroJson])[];

const fieldsOf = (closed: boolean): fc.Arbitrary<Fields> =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...names), typeOf(closed)), { selector: ([name]) => name, minLength: 1, maxLength: 4 });

const contractsWith = (lists: readonly Fields[]): FlowContracts => {
  const written = lists.map((list, index) => ({ type: 'record', name: records[index], fields: list.map(([name, type]) => ({ name, type })) }));
  const schemas = [{ type: 'enum', name: 'E', symbols: ['X', 'Y'] }, ...written];
  const { types } = resolveSchemas(schemas.map((schema, index) => ({ id: `${index}`, file: `${index}`, text: JSON.stringify(schema) })));
  return {
    operationIds: [],
    operation: () => undefined,
    payloadType: () => undefined,
    definition: (name) => {
      const type = types.get(name);
      return type && { type, file: `${name}.avsc` };
    },
    errors: {},
  };
};

/** Records R0, R1 and R2, which may refer to each other, and to themselves. */
export const contractsOf = (closed: boolean): fc.Arbitrary<FlowContracts> =>
  fc.tuple(fieldsOf(closed), fieldsOf(closed), fieldsOf(closed)).map(contractsWith);

/** The same, with an R1 that is R0 but for one field, or none. */
export const likeContracts: fc.Arbitrary<FlowContracts> = fc
  .tuple(fieldsOf(false), fieldsOf(false), fc.option(fc.tuple(fc.nat(), fc.option(fc.tuple(fc.constantFrom(...names), typeOf(false))))))
  .map(([first, third, edit]) => {
    const [at, field] = edit ?? [first.length, null];
    const rest = edit === null ? first : first.filter(([name], index) => index !== at % first.length && name !== field?.[0]);
    return contractsWith([first, field === null ? rest : [...rest, field], third]);
  });

/** Records within records; expressions go less deep. */
const DEEP = 4;

const SCALARS: { readonly [form: string]: Json } = {
  boolean: true,
  integer: 1,
  long: '1',
  bytes: 'YWI=',
  uuid: '01990a5d-0000-7000-8000-000000000001',
};

/** A value as flows see it, with something in every list, map and union as far as that may go; null, so without a form, where it may not. */
export const sampleOf = (written: AvroType, lookup: (name: string) => NamedType | undefined, pick: () => number, depth = 0): Json => {
  const inner = (of: AvroType): Json => sampleOf(of, lookup, pick, depth);
  switch (written.kind) {
    case 'scalar':
      return SCALARS[written.form] ?? 'text';
    case 'array':
      return depth > DEEP ? [] : [inner(written.items), inner(written.items)];
    case 'map':
      return depth > DEEP ? {} : { a: inner(written.values), k: inner(written.values) };
    case 'union': {
      const option = written.options[pick() % written.options.length];
      if (option === undefined || (depth > DEEP && written.nullable)) return null;
      return written.options.length === 1 ? inner(option) : { [branchName(option)]: inner(option) };
    }
    case 'reference': {
      const named = lookup(written.name);
      if (named?.kind !== 'record') return 'X';
      return depth > DEEP ? null : Object.fromEntries(named.fields.map((field) => [field.name, sampleOf(field.type, lookup, pick, depth + 1)]));
    }
  }
};
