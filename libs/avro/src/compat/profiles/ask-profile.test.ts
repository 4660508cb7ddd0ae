import avsc from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AvroJson } from '../../schema/avro-json.ts';
import { comparedPair } from '../../testing/compared-pair.ts';
import { askProfile } from './ask-profile.ts';
import { PROFILES, type Profile } from './profile.ts';

type Field = readonly [name: string, type: AvroJson, more?: object];

const record = (name: string, fields: readonly Field[], more: object = {}): AvroJson => ({
  type: 'record',
  name,
  fields: fields.map(([field, type, rest]) => ({ name: field, type, ...rest })),
  ...more,
});
const order = (...fields: readonly Field[]): AvroJson => record('shop.Order', fields);
const line = (name: string, more: object = {}): AvroJson => record(name, [['sku', 'string']], more);

/** What each profile answers: `+` or `-`, with the rules it names. */
const asked = (reader: AvroJson, writer: AvroJson): { readonly [profile in Profile]?: string } & { readonly apache: string } => {
  const answers = PROFILES.map((profile) => askProfile(profile, reader, writer));
  const others = answers.filter(({ reasons }) => reasons.length > 0);
  const told = others.map(({ profile, compatible, reasons }) => [profile, `${compatible ? '+' : '-'} ${reasons.map(({ rule }) => rule).join()}`]);
  return { apache: answers[0]?.apache ?? '', ...Object.fromEntries(told) };
};

describe('all answer alike to', () => {
  test.each<[string, AvroJson, AvroJson, string]>([
    ['the same schema', order(['id', 'long']), order(['id', 'long']), 'compatible'],
    ['a field added with a default', order(['id', 'long', { default: 0 }]), order(), 'compatible'],
    ['a field added without one', order(['id', 'long']), order(), 'incompatible'],
    ['a wider number', order(['id', 'long']), order(['id', 'int']), 'compatible'],
    ['a narrower number', order(['id', 'int']), order(['id', 'long']), 'incompatible'],
    ['a nullable field added', order(['id', ['null', 'long'], { default: null }]), order(), 'compatible'],
    ['a branch less', order(['id', ['null', 'long']]), order(['id', ['null', 'long', 'string']]), 'incompatible'],
    ['a type used again inside itself', order(['next', ['null', 'shop.Order']]), order(['next', ['null', 'shop.Order']]), 'compatible'],
  ])('%s', (_, reader, writer, apache) => {
    expect(asked(reader, writer)).toEqual({ apache });
  });
});

describe('they part over', () => {
  test.each<[string, AvroJson, AvroJson, object]>([
    [
      'a type that moved to another namespace',
      order(['line', line('store.Line')]),
      order(['line', line('shop.Line')]),
      { apache: 'compatible', redpanda: '- NAMESPACE_MOVED', 'avsc-reader': '- NAMESPACE_MOVED' },
    ],
    [
      'a type under an alias without a namespace',
      order(['line', line('Item', { aliases: ['Line'] })]),
      order(['line', line('Line')]),
      { apache: 'compatible', karapace: '- ALIAS_NOT_QUALIFIED', redpanda: '- ALIAS_IGNORED' },
    ],
    [
      'a type under an alias in full',
      order(['line', line('Item', { aliases: ['shop.Line'] })]),
      order(['line', line('Line')]),
      { apache: 'compatible', redpanda: '- ALIAS_IGNORED' },
    ],
    [
      'a field under an alias',
      order(['sum', 'long', { aliases: ['total'] }]),
      order(['total', 'long']),
      { apache: 'compatible', redpanda: '- ALIAS_IGNORED' },
    ],
    [
      "a field that the writer's alias leads to",
      order(['total', 'long']),
      order(['sum', 'long', { aliases: ['total'] }]),
      { apache: 'incompatible', redpanda: '+ WRITER_ALIAS_USED' },
    ],
    [
      'a field of null with the default null',
      order(['gone', 'null', { default: null }]),
      order(),
      { apache: 'compatible', redpanda: '- NULL_DEFAULT_IGNORED' },
    ],
    [
      'a nullable field without a default',
      order(['id', ['null', 'long']]),
      order(),
      { apache: 'incompatible', redpanda: '+ NULLABLE_WITHOUT_DEFAULT' },
    ],
    [
      'what a map holds',
      order(['lines', { type: 'map', values: record('Line', [['sku', 'string']]) }]),
      order(['lines', { type: 'map', values: record('Line', []) }]),
      { apache: 'incompatible', redpanda: '+ CONTENT_NOT_COMPARED' },
    ],
    [
      'a field that a name and an alias lead to',
      order(['a', 'int', { aliases: ['b'] }]),
      order(['a', 'int'], ['b', 'int']),
      {
        apache: 'undecided',
        confluent: '- ALIAS_AMBIGUOUS',
        apicurio: '- ALIAS_AMBIGUOUS',
        karapace: '+ ALIAS_AMBIGUOUS',
        redpanda: '+ ALIAS_AMBIGUOUS',
        'avsc-reader': '- ALIAS_AMBIGUOUS',
      },
    ],
    [
      "a default of a union's second branch",
      order(['id', ['null', 'long'], { default: 3 }]),
      order(['id', 'long']),
      { apache: 'compatible', 'avsc-reader': '- SCHEMA_REFUSED' },
    ],
    [
      'a default that JavaScript cannot count',
      order(['id', 'long', { default: Number.MAX_SAFE_INTEGER }]),
      order(['id', 'long']),
      { apache: 'compatible', 'avsc-reader': '- SCHEMA_REFUSED' },
    ],
    [
      'a field that JavaScript has on every object',
      order(['id', 'long', { aliases: ['toString'] }]),
      order(['toString', 'long']),
      { apache: 'compatible', redpanda: '- ALIAS_IGNORED', 'avsc-reader': '- CANNOT_READ' },
    ],
    [
      'records of type "error"',
      { ...(order() as object), type: 'error' },
      { ...(order() as object), type: 'error' },
      { apache: 'compatible', karapace: '- ERROR_TYPE' },
    ],
    [
      'a pair of records that is unfit in a union, and is met again',
      order(['first', [record('Line', [['sku', 'string']]), record('Item', [], { aliases: ['shop.Line'] })]], ['second', 'shop.Line']),
      order(['first', record('Line', [])], ['second', 'shop.Line']),
      { apache: 'incompatible', 'avsc-reader': '+ UNFINISHED_PAIR_REUSED' },
    ],
  ])('%s', (_, reader, writer, expected) => {
    expect(asked(reader, writer)).toEqual(expected);
  });
});

const avscReads = (reader: AvroJson, writer: AvroJson): boolean => {
  try {
    const [mine, theirs] = [reader, writer].map((schema) => avsc.Type.forSchema(structuredClone(schema) as avsc.Schema));
    return mine?.createResolver(theirs as avsc.Type) !== undefined;
  } catch {
    return false;
  }
};

test('whoever answers otherwise than Apache Avro Java has a reason, and only then; and avsc reads what its profile says', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(comparedPair, ({ reader, writer }) => {
      for (const profile of PROFILES) {
        const { apache, compatible, reasons } = askProfile(profile, reader, writer);
        expect(reasons.length > 0, profile).toBe(apache !== (compatible ? 'compatible' : 'incompatible'));
        if (profile === 'avsc-reader') expect(compatible).toBe(avscReads(reader, writer));
      }
    }),
    { numRuns: 200 },
  );
});
