/** What the registry of the tests in a browser holds. */
import type { Register } from '../../registry/commands.ts';
import { record } from './filled.ts';

const line = (more: readonly object[] = []) =>
  record('Line', [
    { name: 'sku', type: 'string', pattern: '^[A-Z]{3}-[0-9]{4}$', doc: 'The article.' },
    { name: 'count', type: 'int', minimum: 1, maximum: 99, default: 1 },
    ...more,
  ]);

const order = (email: object, placedAt: string, lines: object, more: readonly object[] = []) =>
  record(
    'OrderPlaced',
    [
      { name: 'orderId', type: { type: 'string', logicalType: 'uuid' }, doc: 'Identifies the order for ever.' },
      { name: 'email', type: 'string', doc: 'Where the confirmation goes.', format: 'email', 'confluent:tags': ['PII'], ...email },
      { name: 'placedAt', type: { type: 'long', logicalType: placedAt }, doc: 'When the customer pressed the button.' },
      { name: 'total', type: 'shop.Money', doc: 'With tax.' },
      { name: 'status', type: { type: 'enum', name: 'Status', symbols: ['UNKNOWN', 'PLACED', 'PAID'], default: 'UNKNOWN' }, default: 'PLACED' },
      { name: 'lines', type: { type: 'array', items: lines }, minItems: 1 },
      { name: 'labels', type: { type: 'map', values: { type: 'string', maxLength: 40 } }, default: {}, aliases: ['marks'] },
      ...more,
    ],
    { namespace: 'shop', doc: 'An order was placed and paid for.' },
  );

export const HOSTILE = `a/b <script>document.title='owned'</script> %25 "q" 'é' 漢字`;
export const LONG = 'long-'.repeat(40);

const schema = (value: unknown, others: Partial<Register['schema']> = {}): Register['schema'] => ({ schema: JSON.stringify(value), ...others });

const references = [{ name: 'shop.Money', subject: 'money-value', version: 1 }];
const contract: Partial<Register['schema']> = {
  references,
  metadata: { properties: { owner: 'shop' }, tags: { '**.email': ['GDPR'] } },
  ruleSet: { domainRules: [{ name: 'positive', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'message.total > 0', onFailure: 'DLQ' }] },
};

const wide = record(
  'Wide',
  Array.from({ length: 10_000 }, (_, index) => ({ name: `field_${index}`, type: ['null', 'string'], default: null, doc: `Field ${index}.` })),
);

/** In the order of their registration. */
export const registrations: readonly (readonly [subject: string, Register['schema']])[] = [
  ['money-value', schema(record('shop.Money', [{ name: 'cents', type: 'long' }]))],
  ['orders-value', schema(order({ maxLength: 254 }, 'timestamp-millis', line()), { references })],
  ['orders-value', schema(order({ maxLength: 100 }, 'timestamp-micros', line([{ name: 'discount', type: 'double', default: 0 }])), { references })],
  ['orders-value', schema(order({ maxLength: 100 }, 'timestamp-micros', line(), [{ name: 'channel', type: 'string' }]), contract)],
  [':.test:orders-value', schema(line())],
  ['gone-value', schema('string')],
  [
    HOSTILE,
    schema(record('R', [{ name: 'f', type: 'string', doc: `<img src=x onerror="document.title='owned'">` }], { doc: '</textarea><b>bold</b>' })),
  ],
  [LONG, schema(record('N'.repeat(200), [{ name: 'f'.repeat(300), type: 'string', default: 'd'.repeat(400), doc: 'w'.repeat(500) }]))],
  ['wide-value', schema(wide)],
];
