/** Schemas for load: records of ten fields, such as an event has. Equal arguments give equal texts. */

const FIELDS = [
  ['amount', { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 }],
  ['currency', 'string'],
  ['placedAt', { type: 'long', logicalType: 'timestamp-micros' }],
  ['status', { type: 'enum', name: 'Status', symbols: ['UNKNOWN', 'OPEN', 'PAID'], default: 'UNKNOWN' }],
  ['note', ['null', 'string'], null],
  ['tags', { type: 'array', items: 'string' }, []],
  ['labels', { type: 'map', values: 'string' }, {}],
  ['customerId', { type: 'string', logicalType: 'uuid' }],
  ['weight', ['null', 'double'], null],
] as const;

/** The `version`th schema of the `index`th subject; each version has one more optional field than the one before. */
export const madeSchema = (index: number, version: number): string =>
  JSON.stringify({
    type: 'record',
    name: `Order${index}`,
    namespace: 'bench',
    doc: 'An order as it was placed.',
    fields: [
      { name: 'orderId', type: 'string', doc: 'Given by the shop.' },
      ...FIELDS.map(([name, type, ...fallback]) => ({ name, type, ...(fallback.length === 0 ? {} : { default: fallback[0] }) })),
      ...Array.from({ length: version - 1 }, (_, added) => ({ name: `added${added + 2}`, type: ['null', 'string'], default: null })),
    ],
  });
