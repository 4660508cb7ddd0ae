import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type Instance, startAlone } from './testing/instance.ts';

/** What programs use, unchanged. */
let instance: Instance;

beforeAll(async () => {
  instance = await startAlone();
});

afterAll(() => instance.close());

const client = () => new SchemaRegistry({ host: instance.url, retry: { retries: 0 } });
const schema = JSON.stringify({
  type: 'record',
  name: 'shop.Order',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'lines', type: { type: 'array', items: { type: 'record', name: 'Line', fields: [{ name: 'quantity', type: 'int' }] } } },
  ],
});
const avro = { type: SchemaType.AVRO, schema } as const;

describe('@kafkajs/confluent-schema-registry', () => {
  test('registers, looks up, encodes, and decodes elsewhere', async () => {
    const writer = client();
    const { id } = await writer.register(avro, { subject: 'shop/orders-value', compatibility: COMPATIBILITY.NONE });
    expect((await writer.register(avro, { subject: 'shop/orders-value', compatibility: COMPATIBILITY.NONE })).id).toBe(id);
    expect((await call(instance, 'GET', '/config/shop%2Forders-value')).body).toEqual({ compatibilityLevel: 'NONE' });

    const reader = client();
    expect(await reader.getRegistryIdBySchema('shop/orders-value', avro)).toBe(id);
    expect(await reader.getLatestSchemaId('shop/orders-value')).toBe(id);
    expect(await reader.getRegistryId('shop/orders-value', 1)).toBe(id);
    const order = { id: 'o1', lines: [{ quantity: 2 }] };
    const bytes = await writer.encode(id, order);
    expect([bytes[0], bytes.readInt32BE(1)]).toEqual([0, id]);
    expect(await reader.decode(bytes)).toEqual(order);
    expect((await reader.getSchema(id)).isValid({ id: 'o1', lines: [{ quantity: 'two' }] })).toBe(false);
  });

  test('learns that a schema or an id is not there', async () => {
    await expect(client().getRegistryIdBySchema('nowhere', avro)).rejects.toMatchObject({
      message: expect.stringContaining(`Subject 'nowhere' not found`),
    });
    await expect(client().getSchema(424_242)).rejects.toMatchObject({ status: 404, message: expect.stringContaining('424242') });
  });

  test('learns that a schema may not follow', async () => {
    const strict = { subject: 'strict', compatibility: COMPATIBILITY.FULL } as const;
    await client().register(avro, strict);
    const other = { type: SchemaType.AVRO, schema: JSON.stringify({ type: 'fixed', name: 'F', size: 1 }) } as const;
    await expect(client().register(other, strict)).rejects.toMatchObject({ status: 409, message: expect.stringContaining('TYPE_MISMATCH') });
  });
});
