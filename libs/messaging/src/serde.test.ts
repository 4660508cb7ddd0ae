import { createCodec } from '@vyarna/avro';
import type { AvroJson } from '@vyarna/contract';
import { createLogger } from '@vyarna/logger';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { frame } from './frame.ts';
import { serdeOver } from './serde.ts';
import { thingContracts } from './testing/thing-contracts.ts';

const contracts = thingContracts();
const logger = createLogger({ service: 'test', level: 'silent' });
const thingId = '01890a5d-ac96-774b-bcce-b302099a8057';
const uuid = { type: 'string', logicalType: 'uuid' };

/** A serde whose registry holds this one schema under the id 3. */
const reading = (schema: AvroJson) => {
  let asked = 0;
  const schemaOf = async (id: number): Promise<AvroJson | null> => {
    asked += 1;
    return id === 3 ? schema : null;
  };
  const serde = serdeOver({ idOf: async () => 3, schemaOf }, { contracts, app: 'ez-edge', logger });
  return { serde, asked: () => asked };
};

const writer = (fields: readonly object[]): AvroJson => ({ type: 'record', name: 'Thing', namespace: 'test.thing', fields });
const written = (schema: AvroJson, value: object): Buffer => frame(3, createCodec(schema).encode(value));

describe('writing a value', () => {
  test('that fits its JSON Schema and has no Avro form is refused as any other misfit', async () => {
    const serde = serdeOver({ idOf: async () => 3, schemaOf: async () => null }, { contracts, app: 'ez-edge', logger });
    await serde.prepare();
    expect(() => serde.encode('thing.thing.create.v1', 'create-thing-entity', { thingId, name: '\ud800' })).toThrow(
      expect.objectContaining({ name: 'PayloadInvalid', violations: [{ path: '$.name', keyword: 'avro', message: 'must be a well-formed string' }] }),
    );
  });
});

describe('reading a value', () => {
  test('of an older writer gives what the reader expects, and asks the registry once', async () => {
    const older = writer([
      { name: 'thingId', type: uuid },
      { name: 'name', type: 'string' },
      { name: 'colour', type: 'string' },
    ]);
    const { serde, asked } = reading(older);
    const bytes = written(older, { thingId, name: 'one', colour: 'red' });
    const decoded = await serde.decode(bytes, 'test.thing.Thing');
    expect(decoded).toMatchObject({ schemaId: 3, payload: { thingId, name: 'one', size: 1 }, readerViolations: [], writerSchema: older });
    await serde.decode(bytes, 'test.thing.Thing');
    expect(asked()).toBe(1);
  });

  test('compares the two schemas once for each pair of them, not for each message', async () => {
    const now = contracts.schemaOf('test.thing.Thing');
    const older = writer([
      { name: 'thingId', type: uuid },
      { name: 'name', type: 'string' },
    ]);
    const schemas = new Map([
      [3, now],
      [4, older],
    ]);
    // A reader is made from the schema that it reads as, so that is how often one was made.
    const made = vi.spyOn(contracts, 'schemaOf');
    onTestFinished(() => made.mockRestore());
    const source = { idOf: async () => 3, schemaOf: async (id: number) => schemas.get(id) ?? null };
    const serde = serdeOver(source, { contracts, app: 'ez-edge', logger });
    for (let count = 0; count < 5; count += 1) {
      for (const [id, schema] of schemas) {
        const value = { thingId, name: `number ${count}` };
        const { payload } = await serde.decode(frame(id, createCodec(schema).encode(value)), 'test.thing.Thing');
        expect(payload).toMatchObject({ ...value, size: 1 });
      }
    }
    expect(made).toHaveBeenCalledTimes(2);
  });

  test("that breaks the reader's constraints alone is let in, and says so", async () => {
    const looser = writer([
      { name: 'thingId', type: uuid },
      { name: 'name', type: 'string', maxLength: 100 },
      { name: 'size', type: 'int', default: 1 },
    ]);
    const { serde } = reading(looser);
    const { payload, readerViolations } = await serde.decode(written(looser, { thingId, name: 'x'.repeat(30), size: 2 }), 'test.thing.Thing');
    expect(payload).toMatchObject({ name: 'x'.repeat(30) });
    expect(readerViolations).toMatchObject([{ path: '$.name', keyword: 'maxLength' }]);
  });

  test("that breaks its writer's constraints is refused, even where the reader's would allow it", async () => {
    const tighter = writer([
      { name: 'thingId', type: uuid },
      { name: 'name', type: 'string', maxLength: 5 },
      { name: 'size', type: 'int' },
    ]);
    const { serde } = reading(tighter);
    await expect(serde.decode(written(tighter, { thingId, name: 'too long', size: 2 }), 'test.thing.Thing')).rejects.toMatchObject({
      code: 'CONSTRAINT_BROKEN',
      message: "the value breaks its writer's contract: $.name must be at most 5 characters",
    });
  });

  test('of a schema that can never become the expected type is refused', async () => {
    const other = writer([
      { name: 'thingId', type: 'int' },
      { name: 'name', type: 'string' },
    ]);
    const { serde } = reading(other);
    await expect(serde.decode(written(other, { thingId: 1, name: 'x' }), 'test.thing.Thing')).rejects.toMatchObject({ code: 'SCHEMA_UNREADABLE' });
  });

  test('with bytes left over is refused', async () => {
    const schema = contracts.schemaOf('test.thing.Thing');
    const { serde } = reading(schema);
    const bytes = Buffer.concat([written(schema, { thingId, name: 'one', size: 1 }), Buffer.from([0])]);
    await expect(serde.decode(bytes, 'test.thing.Thing')).rejects.toMatchObject({ code: 'AVRO_INVALID' });
  });
});
