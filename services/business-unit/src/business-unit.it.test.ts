import { uuid } from '@vyarna/contract';
import { type HandlerRuns, startHandlers } from '@vyarna/messaging/testing';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BusinessUnitDatabase } from './database.ts';
import { seedBusinessUnit } from './seed-business-unit.ts';
import { businessUnitService } from './start-business-unit.ts';

let runs: HandlerRuns<BusinessUnitDatabase>;

beforeAll(async () => {
  runs = await startHandlers(businessUnitService);
});

afterAll(() => runs.close());

const get = async (businessUnitId: string, asking: string | undefined): Promise<unknown> => {
  const { reply, refused } = await runs.run('getBusinessUnit', { businessUnitId }, asking === undefined ? {} : { businessUnitId: asking });
  return refused ?? reply;
};

describe('looking a business unit up', () => {
  test('answers the unit that asks for itself', async () => {
    const id = uuidV7();
    await seedBusinessUnit(runs.database.kysely, { id, name: 'Demo' });
    expect(await get(id, id)).toEqual({ businessUnitId: id, name: 'Demo', status: 'ACTIVE' });
  });

  test('finds no unit for another unit, for nobody, and for an unknown id', async () => {
    const [id, unknown] = [uuidV7(), uuidV7()];
    await seedBusinessUnit(runs.database.kysely, { id, name: 'Demo' });
    expect(await get(id, uuidV7())).toBe('BUSINESS_UNIT_NOT_FOUND');
    expect(await get(id, undefined)).toBe('BUSINESS_UNIT_NOT_FOUND');
    expect(await get(unknown, unknown)).toBe('BUSINESS_UNIT_NOT_FOUND');
  });
});

describe('seeding', () => {
  test('again changes nothing, and keeps the status that it does not name', async () => {
    const id = uuidV7();
    await seedBusinessUnit(runs.database.kysely, { id, name: 'Demo', status: 'SUSPENDED' });
    const before = await runs.database.kysely.selectFrom('business_unit').selectAll().where('business_unit_id', '=', uuid(id)).executeTakeFirst();
    await seedBusinessUnit(runs.database.kysely, { id, name: 'Demo' });
    expect(await runs.database.kysely.selectFrom('business_unit').selectAll().where('business_unit_id', '=', uuid(id)).executeTakeFirst()).toEqual(
      before,
    );
    expect(await get(id, id)).toMatchObject({ status: 'SUSPENDED' });
  });

  test('gives a new name or status', async () => {
    const id = uuidV7();
    await seedBusinessUnit(runs.database.kysely, { id, name: 'Demo' });
    await seedBusinessUnit(runs.database.kysely, { id, name: 'Other', status: 'SUSPENDED' });
    expect(await get(id, id)).toEqual({ businessUnitId: id, name: 'Other', status: 'SUSPENDED' });
  });
});
