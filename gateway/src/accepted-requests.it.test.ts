import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetExpired, type GatewayTables, storedAcceptedRequests } from './accepted-requests.ts';
import { gatewayMigrations } from './migrations.ts';

const UNIT = '0197a6e0-0000-7000-8000-00000000000a';
const OTHER = '0197a6e0-0000-7000-8000-00000000000b';
const logger = createLogger({ service: 'test', level: 'silent' });

let server: Awaited<ReturnType<typeof testDatabase>>;
let database: Database<GatewayTables>;

beforeAll(async () => {
  server = await testDatabase();
  await migrate({ url: server.url, schema: 'gateway', migrations: gatewayMigrations, logger });
  database = openDatabase<GatewayTables>({ url: server.url, schema: 'gateway', logger });
});

afterAll(async () => {
  await database?.close();
  await server?.close();
});

test('an accepted request is found by its unit alone, with its time in full, until it expires', async () => {
  const accepted = storedAcceptedRequests(database.kysely);
  const request = {
    traceId: 'createOperator-1',
    businessUnitId: UNIT,
    flowType: 'create-operator',
    acceptedAt: new Date().toISOString().replace('Z', '456Z'),
  };
  await accepted.remember(request);
  expect(await accepted.find(request.traceId, UNIT)).toEqual(request);
  expect(await accepted.find(request.traceId, OTHER)).toBeUndefined();
  expect(await accepted.find('createOperator-2', UNIT)).toBeUndefined();
  expect(await forgetExpired(database.kysely)).toBe(0);

  await sql`update accepted_request set expires_at = now() - interval '1 second'`.execute(database.kysely);
  expect(await accepted.find(request.traceId, UNIT)).toBeUndefined();
  expect(await forgetExpired(database.kysely)).toBe(1);
});
