/** Confluent's own clients, in JavaScript and Python, and KafkaJS's: what one writes by a schema of this registry, the others read. */
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { createLineProgram, type LineProgram, pythonIsHere, testPackages, testPython } from '@vyarna/dev/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type Instance, startAlone } from './testing/instance.ts';

let instance: Instance;
let packages: NodeJS.Require;

beforeAll(async () => {
  packages = await testPackages('confluent');
  instance = await startAlone();
}, 300_000);

afterAll(() => instance.close());

const schema = JSON.stringify({
  type: 'record',
  name: 'shop.Order',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'count', type: 'int' },
    { name: 'note', type: ['null', 'string'], default: null },
  ],
});
const order = { id: 'o1', count: 2, note: null };

/** The parts of `@confluentinc/schemaregistry` that are called here. */
interface Confluent {
  readonly SchemaRegistryClient: new (config: { baseURLs: readonly string[] }) => ConfluentClient;
  readonly AvroSerializer: new (
    client: ConfluentClient,
    serde: string,
    config: object,
  ) => { serialize(topic: string, value: unknown): Promise<Buffer> };
  readonly AvroDeserializer: new (
    client: ConfluentClient,
    serde: string,
    config: object,
  ) => { deserialize(topic: string, bytes: Buffer): Promise<unknown> };
  readonly SerdeType: { readonly VALUE: string };
}

interface ConfluentClient {
  register(subject: string, schema: object, normalize?: boolean): Promise<number>;
  getAllVersions(subject: string): Promise<readonly number[]>;
  getLatestSchemaMetadata(subject: string): Promise<{ readonly id: number; readonly version: number }>;
  getLatestWithMetadata(subject: string, metadata: object): Promise<{ readonly version: number }>;
  testSubjectCompatibility(subject: string, schema: object): Promise<boolean>;
  updateCompatibility(subject: string, level: string): Promise<string>;
  getCompatibility(subject: string): Promise<string>;
  getConfig(subject: string): Promise<object>;
  updateConfig(subject: string, config: object): Promise<object>;
  deleteSubject(subject: string, permanent?: boolean): Promise<readonly number[]>;
}

const connect = () => {
  const confluent = packages('@confluentinc/schemaregistry') as Confluent;
  const client = new confluent.SchemaRegistryClient({ baseURLs: [instance.url] });
  const { VALUE } = confluent.SerdeType;
  return {
    client,
    serializer: new confluent.AvroSerializer(client, VALUE, { useLatestVersion: true }),
    deserializer: new confluent.AvroDeserializer(client, VALUE, {}),
  };
};

describe('@confluentinc/schemaregistry', () => {
  test('registers, asks and deletes as it does with the registry it was written for', async () => {
    const { client } = connect();
    const info = { schemaType: 'AVRO', schema, metadata: { properties: { major: '1' } } };
    const id = await client.register('asked-value', info);
    expect(await client.register('asked-value', info)).toBe(id);
    expect(await client.getLatestSchemaMetadata('asked-value')).toMatchObject({ id, version: 1 });
    expect(await client.getLatestWithMetadata('asked-value', { major: '1' })).toMatchObject({ version: 1 });
    await expect(client.getLatestWithMetadata('asked-value', { major: '2' })).rejects.toMatchObject({ errorCode: 40403 });
    expect(await client.testSubjectCompatibility('asked-value', { schemaType: 'AVRO', schema: '"string"' })).toBe(false);
    expect(await client.updateCompatibility('asked-value', 'FULL')).toBe('FULL');
    expect(await client.getCompatibility('asked-value')).toBe('FULL');
    // It sends back the level under the name that it got it under.
    expect(await client.updateConfig('asked-value', { ...(await client.getConfig('asked-value')), normalize: true })).toMatchObject({
      normalize: true,
    });
    expect(await client.getConfig('asked-value')).toMatchObject({ compatibilityLevel: 'FULL', normalize: true });
    expect(await client.getAllVersions('asked-value')).toEqual([1]);
    expect(await client.deleteSubject('asked-value')).toEqual([1]);
    expect(await client.deleteSubject('asked-value', true)).toEqual([1]);
    expect((await call(instance, 'GET', '/subjects/asked-value/versions')).status).toBe(404);
  });

  test('serializes what KafkaJS’s client decodes, and deserializes what it encoded', async () => {
    const { client, serializer, deserializer } = connect();
    const id = await client.register('both-value', { schemaType: 'AVRO', schema });
    const kafkajs = new SchemaRegistry({ host: instance.url });
    expect(await kafkajs.decode(await serializer.serialize('both', order))).toEqual(order);
    expect(await kafkajs.getLatestSchemaId('both-value')).toBe(id);
    expect(await deserializer.deserialize('both', await kafkajs.encode(id, order))).toEqual(order);
  });
});

/** Answers `{ "url", "topic", "schema", "value" }` with the bytes, as hex, `{ "url", "topic", "bytes" }` with the value, `{ "url", "topic", "prefix" }` with what there is. */
const PYTHON = `
import json, sys
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

for line in sys.stdin:
    asked = json.loads(line)
    client = SchemaRegistryClient({"url": asked["url"]})
    context = SerializationContext(asked["topic"], MessageField.VALUE)
    if "prefix" in asked:
        answer = [client.get_subjects(subject_prefix=asked["prefix"]), client.get_versions(asked["prefix"]), client.get_contexts()]
    elif "bytes" in asked:
        answer = AvroDeserializer(client)(bytes.fromhex(asked["bytes"]), context)
    else:
        answer = AvroSerializer(client, asked["schema"])(asked["value"], context).hex()
    print(json.dumps(answer), flush=True)
`;

describe.skipIf(!pythonIsHere())('confluent-kafka in Python', () => {
  let python: LineProgram;
  beforeAll(async () => {
    python = createLineProgram(await testPython('confluent-kafka'), '-c', PYTHON);
  }, 300_000);
  afterAll(() => python.close());

  test('registers and serializes what both clients in JavaScript read, and reads what they wrote', async () => {
    const topic = 'from-python';
    const bytes = Buffer.from((await python.ask({ url: instance.url, topic, schema, value: order })) as string, 'hex');
    expect((await call(instance, 'GET', `/subjects/${topic}-value/versions/latest`)).body).toMatchObject({ version: 1, id: bytes.readInt32BE(1) });

    expect(await python.ask({ url: instance.url, topic, prefix: `${topic}-value` })).toEqual([[`${topic}-value`], [1], ['.']]);

    const kafkajs = new SchemaRegistry({ host: instance.url });
    const { serializer, deserializer } = connect();
    expect(await kafkajs.decode(bytes)).toEqual(order);
    expect(await deserializer.deserialize(topic, bytes)).toEqual(order);

    const id = await kafkajs.getRegistryIdBySchema(`${topic}-value`, { type: SchemaType.AVRO, schema });
    for (const written of [await kafkajs.encode(id, order), await serializer.serialize(topic, order)]) {
      expect(await python.ask({ url: instance.url, topic, bytes: written.toString('hex') })).toEqual(order);
    }
  });
});
