import avsc from 'avsc';
import { expect, test } from 'vitest';
import { avscOptions, schemaBehind } from './avsc-options.ts';

const schema = {
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields: [
    { name: 'number', type: 'long', minimum: 0 },
    { name: 'note', type: ['null', 'string'], default: 'second', maxLength: 3 },
  ],
} as const;

const type = avsc.Type.forSchema(schema as unknown as avsc.schema.AvroSchema, avscOptions());

test('a type that avsc makes with our options holds our values', () => {
  expect(type.fromBuffer(type.toBuffer({ number: '9007199254740993' }))).toEqual({ number: '9007199254740993', note: 'second' });
  expect([type.name, type.isValid({ number: '1' }), type.isValid({ number: 1 })]).toEqual(['shop.Order', true, false]);
});

test('it remembers its schema with all attributes', () => {
  expect(schemaBehind(type)).toEqual(schema);
  expect(schemaBehind(avsc.Type.forSchema('int'))).toBeUndefined();
});
