/**
 * What other tools lose without a word when Avro stands inside AsyncAPI 3 (measured with the official parser and Modelina): each case is either
 * right here, in type, JSON Schema and registered schema, or refused.
 */
import { createCodec } from '@vyarna/avro';
import { type Contracts, createContracts } from '@vyarna/contract';
import { formatFinding, loadContracts } from '@vyarna/loader';
import { type Files, writeRepository } from '@vyarna/loader/testing';
import { describe, expect, test } from 'vitest';
import { generateFiles } from './generate.ts';

const document = (schema: string): string => `asyncapi: 3.0.0
info: { title: ship, version: 1.0.0 }
channels:
  sent:
    address: ship.parcel.sent.v1
    messages: { Sent: { name: ship.parcel.sent.v1, payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: ${schema} } } }
`;

const compile = async (
  files: Files,
): Promise<{ readonly findings: readonly string[]; readonly text: (path: string) => string; readonly contracts: Contracts }> => {
  const { root, remove } = writeRepository(files);
  try {
    const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flows' });
    const generated = set === null ? [] : await generateFiles(set, 'generated');
    return {
      findings: findings.map(formatFinding),
      text: (path) => generated.find((file) => file.path === path)?.text ?? `no ${path} in ${generated.map((file) => file.path).join(' ')}`,
      get contracts() {
        if (set === null) throw new Error(findings.map(formatFinding).join('\n'));
        return createContracts(set.bundle);
      },
    };
  } finally {
    remove();
  }
};

const parcel = (fields: string, others: Files = {}): Files => ({
  'contracts/ship/asyncapi.yaml': document("{ $ref: './schemas/parcel.avsc' }"),
  'contracts/ship/schemas/parcel.avsc': `{ "type": "record", "name": "Parcel", "namespace": "ship", "fields": [${fields}] }`,
  ...others,
});

const MONEY: Files = {
  'contracts/bank/schemas/money.avsc':
    '{ "type": "record", "name": "Money", "namespace": "bank", "fields": [{ "name": "cents", "type": "long", "maximum": 1000000 }] }',
};
const PARCEL = 'ship/types/parcel.gen.ts';
/** The fields of the types as they are read. */
const lines = (text: string): readonly string[] => {
  const read = text.replaceAll(/^export interface \w+Init .*?^}$/gms, '');
  return read.split('\n').filter((line) => line.startsWith('  readonly '));
};

/** What is valid travels and comes back the same; what is not is not valid. */
const expectValues = (contracts: Contracts, valid: unknown, invalid: unknown): void => {
  expect(contracts.validate('ship.Parcel', valid)).toEqual([]);
  const codec = createCodec(contracts.schemaOf('ship.Parcel'));
  expect(codec.decode(codec.encode(valid))).toEqual(valid);
  expect(contracts.validate('ship.Parcel', invalid)).not.toEqual([]);
};

describe('what others accept in silence', () => {
  test('invalid Avro (an unknown type, a default that does not fit, an enum without symbols) is refused, each fault at its place', async () => {
    const { findings } = await compile(
      parcel(
        '{ "name": "a", "type": "strng" }, { "name": "b", "type": "int", "default": "none" }, { "name": "c", "type": { "type": "enum", "name": "C", "symbols": [] } }',
      ),
    );
    expect(findings).toEqual([
      'contracts/ship/schemas/parcel.avsc:1:94: There is no type "ship.strng" or "strng". Did you mean "string"? [UNKNOWN_TYPE]',
      'contracts/ship/schemas/parcel.avsc:1:146: The default does not fit its type: a whole number of 32 bits was expected, not "none". [INVALID_DEFAULT]',
      'contracts/ship/schemas/parcel.avsc:1:221: An enum needs at least one symbol. [INVALID_SYMBOL]',
    ]);
  });

  test('Avro needs nobody to switch its reading on', async () => {
    const { text, contracts } = await compile(parcel('{ "name": "weight", "type": "int" }'));
    expect(lines(text(PARCEL))).toEqual(['  readonly weight: number;']);
    expectValues(contracts, { weight: 3 }, { type: 'record', name: 'Parcel' });
  });
});

describe('what others turn into {} or any', () => {
  test('a type defined in another file', async () => {
    const { text, contracts } = await compile(parcel('{ "name": "price", "type": "bank.Money" }', MONEY));
    expect(lines(text(PARCEL))).toEqual(['  readonly price: Money;']);
    expectValues(contracts, { price: { cents: 5 } }, { price: { cents: 'five' } });
  });

  test('a type of the same file by its short name', async () => {
    const line = '{ "name": "first", "type": { "type": "record", "name": "Line", "fields": [{ "name": "sku", "type": "string" }] } }';
    const { text, contracts } = await compile(parcel(`${line}, { "name": "second", "type": "Line" }`));
    expect(lines(text(PARCEL))).toEqual(['  readonly first: Line;', '  readonly second: Line;', '  readonly sku: string;']);
    expectValues(contracts, { first: { sku: 'a' }, second: { sku: 'b' } }, { first: { sku: 'a' }, second: {} });
  });

  test('a type by its full name, in an array, in a map, in a union, and in itself', async () => {
    const { text, contracts } = await compile(
      parcel(
        `{ "name": "full", "type": "bank.Money" },
         { "name": "list", "type": { "type": "array", "items": "bank.Money" } },
         { "name": "byName", "type": { "type": "map", "values": "bank.Money" } },
         { "name": "maybe", "type": ["null", "bank.Money"] },
         { "name": "either", "type": ["bank.Money", "ship.Parcel"] },
         { "name": "inside", "type": { "type": "array", "items": "Parcel" } }`,
        MONEY,
      ),
    );
    expect(lines(text(PARCEL)).map((line) => line.replaceAll('"', "'"))).toEqual([
      '  readonly full: Money;',
      '  readonly list: readonly Money[];',
      '  readonly byName: { readonly [key: string]: Money };',
      '  readonly maybe: Money | null;',
      "  readonly either: { readonly 'bank.Money': Money } | { readonly 'ship.Parcel': Parcel };",
      '  readonly inside: readonly Parcel[];',
    ]);
    const money = { cents: 1 };
    const valid = { full: money, list: [money], byName: { a: money }, maybe: money, either: { 'bank.Money': money }, inside: [] };
    expectValues(contracts, { ...valid, inside: [valid] }, { ...valid, byName: { a: 'nonsense' } });
  });

  test('one file referred to by $ref twice in a record', async () => {
    const { text, contracts } = await compile(
      parcel(
        '{ "name": "price", "type": { "$ref": "../../bank/schemas/money.avsc" } }, { "name": "tax", "type": { "$ref": "../../bank/schemas/money.avsc" } }',
        MONEY,
      ),
    );
    expect(lines(text(PARCEL))).toEqual(['  readonly price: Money;', '  readonly tax: Money;']);
    expectValues(contracts, { price: { cents: 1 }, tax: { cents: 2 } }, { price: { cents: 1 } });
    // A schema for the registry defines the type once, where it is first used.
    expect(contracts.schemaOf('ship.Parcel')).toMatchObject({ fields: [{ type: { name: 'bank.Money' } }, { type: 'bank.Money' }] });
  });
});

describe('what others change', () => {
  test('a nullable union without a default must be given', async () => {
    const { text, contracts } = await compile(parcel('{ "name": "note", "type": ["null", "string"] }'));
    expect(lines(text(PARCEL))).toEqual(['  readonly note: string | null;']);
    expectValues(contracts, { note: null }, {});
  });

  test('a long keeps all its digits, or the bounds that make it a number', async () => {
    const { text, contracts } = await compile(
      parcel('{ "name": "big", "type": "long" }, { "name": "small", "type": "long", "minimum": 0, "maximum": 9 }'),
    );
    expect(lines(text(PARCEL))).toEqual(['  readonly big: Long;', '  readonly small: number;']);
    expectValues(contracts, { big: '9223372036854775807', small: 9 }, { big: 1, small: 9 });
    expect(contracts.validate('ship.Parcel', { big: '1', small: 10 })).not.toEqual([]);
  });

  test('a fault has its place in the file that has it, not in the whole document', async () => {
    const { findings } = await compile(parcel('{ "name": "price", "type": "bank.Mony" }', MONEY));
    expect(findings).toEqual(['contracts/ship/schemas/parcel.avsc:1:98: There is no type "bank.Mony". Did you mean "bank.Money"? [UNKNOWN_TYPE]']);
  });

  test('types of one short name in two namespaces stay two, and inner names take the namespace around them', async () => {
    const line = (field: string): string => `{ "type": "record", "name": "Line", "fields": [{ "name": "${field}", "type": "string" }] }`;
    const { text, contracts } = await compile(
      parcel(`{ "name": "ours", "type": ${line('sku')} }, { "name": "theirs", "type": "bank.Line" }`, {
        'contracts/bank/schemas/line.avsc': line('iban').replace('"name": "Line"', '"name": "Line", "namespace": "bank"'),
      }),
    );
    expect(lines(text(PARCEL))).toEqual(['  readonly ours: Line;', '  readonly theirs: BankLine;', '  readonly sku: string;']);
    expectValues(contracts, { ours: { sku: 'a' }, theirs: { iban: 'b' } }, { ours: { iban: 'a' }, theirs: { iban: 'b' } });
    expect(contracts.bundle.types['ship.Line']).toBeDefined();
  });
});
