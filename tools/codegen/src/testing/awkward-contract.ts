/** Contracts that are valid and hard: every type of Avro, recursion, and names that TypeScript, JavaScript or a file system would trip over. */
import { type Files, smallContract } from '@vyarna/loader/testing';

const schema = (file: string, namespace: string, name: string, fields: readonly object[], more: object = {}): Files => ({
  [`contracts/shop/schemas/${file}.avsc`]: JSON.stringify({ type: 'record', name, namespace, doc: `A ${name}.`, fields, ...more }),
});

const field = (name: string, type: unknown, more: object = {}): object => ({ name, type, doc: `The ${name}.`, ...more });

const logical = (type: string, logicalType: string, more: object = {}): object => ({ type, logicalType, ...more });

const scalars = [
  field('flag', 'boolean', { default: false }),
  field('count', 'int', { minimum: 1, maximum: 9, default: 3 }),
  field('bounded', 'long', { maximum: 100 }),
  field('free', 'long', { minimum: 0 }),
  field('ratio', 'float', { exclusiveMinimum: 0 }),
  field('precise', 'double', { multipleOf: 0.5, default: 1.5 }),
  field('text', 'string', { minLength: 1, maxLength: 5, pattern: "^[a-z'*/]+$", default: "it's" }),
  field('raw', 'bytes', { default: '\u00ff' }),
  field('id', logical('string', 'uuid')),
  field('price', logical('bytes', 'decimal', { precision: 12, scale: 2 })),
  field('day', logical('int', 'date')),
  field('hour', logical('int', 'time-millis')),
  field('finer', logical('long', 'time-micros')),
  field('at', logical('long', 'timestamp-micros'), { default: 0 }),
  field('nanos', logical('long', 'timestamp-nanos')),
  field('local', logical('long', 'local-timestamp-millis')),
  field('nothing', 'null'),
  field('hash', { type: 'fixed', name: 'Md5', size: 16, doc: 'A digest.' }),
  field('period', logical('fixed', 'duration', { name: 'Period', size: 12 })),
];

const containers = [
  field('names', { type: 'array', items: 'string' }, { minItems: 1, maxItems: 1, uniqueItems: true, default: ['a'] }),
  field('table', { type: 'array', items: { type: 'array', items: ['null', 'int'] } }),
  field('labels', { type: 'map', values: { type: 'map', values: 'long' } }, { minProperties: 1 }),
  field('choice', ['null', 'string', 'int', 'shop.Card', { type: 'array', items: 'shop.Transfer' }, { type: 'map', values: 'shop.Card' }], {
    default: null,
  }),
  field('several', { type: 'array', items: ['shop.Card', 'shop.Transfer'] }, { default: [] }),
  field('branches', [
    { type: 'string', maxLength: 5 },
    { type: 'long', minimum: 0 },
  ]),
  field('next', ['null', 'awkward.Everything'], { default: null }),
  field('tree', { type: 'map', values: 'awkward.Everything' }, { default: {} }),
];

const clashes = [
  field('class', 'string'),
  field('constructor', 'string', { default: 'c' }),
  field('toString', 'int'),
  field('readonly', { type: 'enum', name: 'symbol', symbols: ['A', 'UNKNOWN'], default: 'UNKNOWN' }),
  field('date', {
    type: 'record',
    name: 'Date',
    fields: [field('record', { type: 'record', name: 'Record', fields: [field('omit', { type: 'record', name: 'Omit', fields: [] })] })],
  }),
  field('uuid', {
    type: 'record',
    name: 'Uuid',
    fields: [field('id', logical('string', 'uuid'), { default: '00000000-0000-0000-0000-000000000000' })],
  }),
  field('constructed', { type: 'enum', name: 'constructor', symbols: ['__proto__', 'constructor'] }),
  field('first', { type: 'record', name: 'Twin', namespace: 'one', fields: [field('a', 'int', { default: 1 })] }),
  field('second', { type: 'record', name: 'Twin', namespace: 'two', fields: [field('b', 'int')] }),
  field('oneOf', { type: 'record', name: 'OneOf', fields: [field('a', ['int', 'string'])] }),
  field('init', { type: 'record', name: 'ClashesInit', fields: [] }),
  field('lower', { type: 'record', name: 'clashes', fields: [field('value', 'int')] }),
  field('imported', ['null', 'shop.Card', 'depot.Card', 'depot.card'], { default: null }),
];

const words = Array.from({ length: 40 }, (_, index) => `SYMBOL_NUMBER_${index}`);

const long = [
  field(`a_field_with_a_name_${'so_'.repeat(20)}long`, {
    type: 'array',
    items: ['null', 'shop.Card', 'shop.Transfer', 'one.Twin', 'two.Twin', 'awkward.OneOf', 'depot.Card'],
  }),
  field(`another_${'so_'.repeat(20)}long`, {
    type: 'map',
    values: ['null', 'shop.Card', 'shop.Transfer', 'one.Twin', 'two.Twin', 'awkward.OneOf', 'depot.Card'],
  }),
  field('union', ['shop.Card', 'shop.Transfer', 'one.Twin', 'two.Twin', 'awkward.OneOf', 'depot.Card', 'awkward.Everything', 'awkward.Clashes'], {
    doc: 'Words. '.repeat(40),
  }),
  field('many', { type: 'enum', name: 'Many', symbols: words }, { default: 'SYMBOL_NUMBER_0', aliases: ['few'], deprecated: 'Use */ union.' }),
  field('documented', 'string', { doc: 'First line.\n\n  - a list\n  - of two', unit: 'metres', 'confluent:tags': ['PII', 'GDPR'] }),
];

export const awkwardContract: Files = {
  ...smallContract,
  ...schema('everything', 'awkward', 'Everything', [...scalars, ...containers]),
  ...schema('clashes', 'awkward', 'Clashes', clashes),
  ...schema('long', 'awkward', 'Long', long),
  ...schema('failure', 'awkward', 'Failure', [field('reason', 'string')], { type: 'error', aliases: ['Fault'] }),
  ...schema('depot-card', 'depot', 'Card', [field('number', 'string')]),
  ...schema('depot_card', 'depot', 'card', [field('number', 'int')]),
  ...schema('Depot.Card', 'Depot', 'Card', [field('number', 'long')]),
  ...schema('con', 'awkward', 'Con', []),
  ...schema('bare', '', 'Omit', [field('a', 'awkward.Omit')]),
};
