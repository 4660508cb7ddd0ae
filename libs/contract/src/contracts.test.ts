import { describe, expect, test } from 'vitest';
import type { AvroJson, Bundle } from './bundle.ts';
import { createContracts } from './contracts.ts';

const types: Record<string, AvroJson> = {
  'shop.Order': {
    type: 'record',
    name: 'shop.Order',
    fields: [
      { name: 'orderId', type: { type: 'string', logicalType: 'uuid' } },
      { name: 'payment', type: ['null', 'shop.Card', 'shop.Transfer'], default: null },
      { name: 'note', type: ['null', 'string'], default: null, maxLength: 3 },
      { name: 'count', type: 'int', default: 1, minimum: 1 },
    ],
  },
  'shop.Card': { type: 'record', name: 'shop.Card', fields: [{ name: 'last4', type: 'string', minLength: 4, maxLength: 4 }] },
  'shop.Transfer': { type: 'record', name: 'shop.Transfer', fields: [{ name: 'iban', type: 'string' }] },
  'shop/Paid': ['null', 'shop.Card', 'shop.Transfer'],
};

const contracts = createContracts({
  channels: { 'shop/orders': { key: 'shop/orders', address: 'orders' } },
  operations: { placeOrder: { id: 'placeOrder', channel: 'shop/orders' } },
  messages: {
    'shop.order.place.v1': { name: 'shop.order.place.v1', payload: 'shop.Order', lookup: 'TopicNameStrategy' },
    'shop.order.reply.v1': { name: 'shop.order.reply.v1', payload: 'shop.Order', lookup: 'RecordNameStrategy' },
  },
  errors: { CONFLICT: { status: 409, title: 'Conflict' } },
  types: Object.fromEntries(Object.entries(types).map(([name, schema]) => [name, { schema, file: '' }])),
} as unknown as Bundle);

const order = { orderId: '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11', payment: null, note: null, count: 1 };

describe('contracts', () => {
  test('things are found by name, and an unknown name is an error that says it', () => {
    expect(contracts.channelOfOperation('placeOrder').address).toBe('orders');
    expect(() => contracts.operation('nope')).toThrow('The contracts have no operation nope.');
    expect(() => contracts.validate('shop.Nope', {})).toThrow('The contracts have no type shop.Nope.');
  });

  test('the subject is the topic or the record, as the message says', () => {
    expect(contracts.subjectOf('shop.order.place.v1', 'orders')).toBe('orders-value');
    expect(contracts.subjectOf(contracts.message('shop.order.reply.v1'), 'replies.3')).toBe('shop.Order');
  });

  test('an error code outside the catalogue is a fault of ours', () => {
    expect([contracts.errorStatus('CONFLICT'), contracts.errorStatus('NOPE')]).toEqual([409, 500]);
  });

  test('a value that fits has no violations', () => {
    expect(contracts.validate('shop.Order', { ...order, payment: { 'shop.Card': { last4: '4242' } } })).toEqual([]);
  });

  test('a payload without a name of its own is checked as any other', () => {
    expect(contracts.validate('shop/Paid', { 'shop.Transfer': { iban: 'NL01' } })).toEqual([]);
    expect(contracts.validate('shop/Paid', { 'shop.Transfer': {} })).toEqual([
      { path: '$["shop.Transfer"].iban', keyword: 'required', message: 'is required' },
    ]);
    expect(contracts.schemaOf('shop/Paid')).toEqual(['null', types['shop.Card'], types['shop.Transfer']]);
  });

  test.each([
    [{ orderId: 'x' }, { path: '$.orderId', keyword: 'format', message: 'must be a uuid' }],
    [{ note: 'long' }, { path: '$.note', keyword: 'maxLength', message: 'must be at most 3 characters' }],
    [
      { payment: { 'shop.Card': { last4: '1' } } },
      { path: '$.payment["shop.Card"].last4', keyword: 'minLength', message: 'must be at least 4 characters' },
    ],
    [{ payment: { 'shop.Card': {} } }, { path: '$.payment["shop.Card"].last4', keyword: 'required', message: 'is required' }],
    [{ payment: { 'shop.Cash': {} } }, { path: '$.payment', keyword: 'anyOf', message: 'must fit one of the types of its union' }],
    [{ payment: 5 }, { path: '$.payment', keyword: 'type', message: 'must be an object' }],
    [{ count: 0 }, { path: '$.count', keyword: 'minimum', message: 'must be 1 or more' }],
  ])('%j breaks one rule and is told so once', (fault, violation) => {
    expect(contracts.validate('shop.Order', { ...order, ...fault })).toEqual([violation]);
  });

  test('defaults are filled in on request', () => {
    const value = { orderId: order.orderId };
    expect(contracts.validate('shop.Order', value, { defaults: true })).toEqual([]);
    expect(value).toEqual(order);
  });

  test("a writer's self-contained schema decides by its own constraints", () => {
    const writer = contracts.schemaOf('shop.Order');
    expect(contracts.validateWith(writer, { ...order, note: 'long' })).toHaveLength(1);
    const looser = JSON.parse(JSON.stringify(writer).replace('"maxLength":3', '"maxLength":9')) as AvroJson;
    expect(contracts.validateWith(looser, { ...order, note: 'long' })).toEqual([]);
    expect(contracts.validateWith(looser, { ...order, payment: { 'shop.Transfer': { iban: 'X' } } })).toEqual([]);
  });
});
