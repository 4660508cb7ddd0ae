import { Refusal, uuid } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import type { Envelope, Handler, Service } from '@vyarna/messaging';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BusinessUnitDatabase, businessUnitMigrations, SCHEMA } from './database.ts';
import { registerGetBusinessUnit } from './get-business-unit.ts';
import { seedBusinessUnit } from './seed-business-unit.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

let database: Database<BusinessUnitDatabase>;
let close: () => Promise<void>;
let handler: Handler<unknown, unknown, BusinessUnitDatabase>;

beforeAll(async () => {
  const server = await testDatabase();
  await migrate({ url: server.url, schema: SCHEMA, migrations: businessUnitMigrations, logger });
  database = openDatabase<BusinessUnitDatabase>({ url: server.url, schema: SCHEMA, logger });
  close = async () => {
    await database.close();
    await server.close();
  };
  const messaging = {
    handle: (_: unknown, given: typeof handler) => {
      handler = given;
    },
  };
  registerGetBusinessUnit({ messaging } as unknown as Service<BusinessUnitDatabase>);
});

afterAll(() => close());

const get = async (businessUnitId: string, asking: string | undefined): Promise<unknown> => {
  const context = asking === undefined ? {} : { businessUnitId: asking };
  const message = { payload: { businessUnitId }, context } as unknown as Envelope<unknown>;
  const run = database.kysely.transaction().execute((db) => handler(message, { db, logger, signal: new AbortController().signal }));
  return run.then(
    ({ reply }) => reply,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );
};

describe('looking a business unit up', () => {
  test('answers the unit that asks for itself', async () => {
    const id = uuidV7();
    await seedBusinessUnit(database.kysely, { id, name: 'Demo' });
    expect(await get(id, id)).toEqual({ businessUnitId: id, name: 'Demo', status: 'ACTIVE' });
  });

  test('finds no unit for another unit, for nobody, and for an unknown id', async () => {
    const [id, unknown] = [uuidV7(), uuidV7()];
    await seedBusinessUnit(database.kysely, { id, name: 'Demo' });
    expect(await get(id, uuidV7())).toBe('BUSINESS_UNIT_NOT_FOUND');
    expect(await get(id, undefined)).toBe('BUSINESS_UNIT_NOT_FOUND');
    expect(await get(unknown, unknown)).toBe('BUSINESS_UNIT_NOT_FOUND');
  });
});

describe('seeding', () => {
  test('again changes nothing, and keeps the status that it does not name', async () => {
    const id = uuidV7();
    await seedBusinessUnit(database.kysely, { id, name: 'Demo', status: 'SUSPENDED' });
    const before = await database.kysely.selectFrom('business_unit').selectAll().where('business_unit_id', '=', uuid(id)).executeTakeFirst();
    await seedBusinessUnit(database.kysely, { id, name: 'Demo' });
    expect(await database.kysely.selectFrom('business_unit').selectAll().where('business_unit_id', '=', uuid(id)).executeTakeFirst()).toEqual(before);
    expect(await get(id, id)).toMatchObject({ status: 'SUSPENDED' });
  });

  test('gives a new name or status', async () => {
    const id = uuidV7();
    await seedBusinessUnit(database.kysely, { id, name: 'Demo' });
    await seedBusinessUnit(database.kysely, { id, name: 'Other', status: 'SUSPENDED' });
    expect(await get(id, id)).toEqual({ businessUnitId: id, name: 'Other', status: 'SUSPENDED' });
  });
});
