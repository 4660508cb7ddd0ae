import type { AvroJson } from '@vyarna/avro';

const decimal = { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 };
const timestamp = { type: 'long', logicalType: 'timestamp-millis' };
const uuid = { type: 'string', logicalType: 'uuid' };

/** What versions add one after another; an odd version drops again what the one two before it added. */
const ADDED: readonly object[] = [
  { name: 'channel', type: ['null', 'string'], default: null },
  { name: 'weight', type: 'int', default: 0, doc: 'In grams.' },
  { name: 'paidAt', type: ['null', timestamp], default: null },
  { name: 'discount', type: ['null', decimal], default: null },
  { name: 'labels', type: { type: 'map', values: 'string' }, default: {} },
];

/**
 * The versions of one contract's event, oldest first, each compatible with every other: an event of about 13 fields, with lines, an address, an enum and the
 * logical types that events have.
 */
export const historyOf = (contract: number, versions: number): readonly AvroJson[] =>
  Array.from({ length: versions }, (_, version) => {
    const added = ADDED.slice(Math.max(0, version - 2), version % (ADDED.length + 1));
    return {
      type: 'record',
      name: `Order${contract}Placed`,
      namespace: `shop.area${contract % 20}`,
      doc: `Says that order ${contract} was placed; version ${version + 1}.`,
      fields: [
        { name: 'orderId', type: uuid, doc: 'Which order.' },
        { name: 'customerId', type: uuid, 'confluent:tags': ['PII'] },
        { name: 'placedAt', type: timestamp, doc: 'When the customer confirmed it.' },
        { name: 'total', type: decimal, doc: 'In euros, with tax.' },
        { name: 'currency', type: 'string', minLength: 3, maxLength: 3, default: 'EUR' },
        { name: 'state', type: { type: 'enum', name: 'State', symbols: ['OPEN', 'PAID', 'SENT', 'OTHER'], default: 'OTHER' } },
        { name: 'lines', type: { type: 'array', items: { type: 'record', name: 'Line', fields: lineFields } } },
        { name: 'shipTo', type: { type: 'record', name: 'Address', fields: addressFields } },
        { name: 'billTo', type: ['null', 'Address'], default: null },
        { name: 'attempt', type: 'int', minimum: 0, default: 0 },
        { name: 'note', type: ['null', 'string'], default: null },
        ...added,
      ],
    };
  });

const lineFields = [
  { name: 'sku', type: 'string', pattern: '^[A-Z0-9-]+$' },
  { name: 'quantity', type: 'int', minimum: 1 },
  { name: 'price', type: decimal, doc: 'Of one, in euros.' },
  { name: 'taxRate', type: ['null', decimal], default: null },
];

const addressFields = [
  { name: 'street', type: 'string', 'confluent:tags': ['PII'] },
  { name: 'city', type: 'string' },
  { name: 'postcode', type: ['null', 'string'], default: null },
  { name: 'country', type: 'string', minLength: 2, maxLength: 2 },
];
