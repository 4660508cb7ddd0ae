import { type HandlerRuns, startHandlers } from '@vyarna/messaging/testing';
import { sql } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OperatorDatabase } from './database.ts';
import { operatorService } from './start-operator.ts';

let runs: HandlerRuns<OperatorDatabase>;
let unit: { businessUnitId: string; operatorId: string };

beforeAll(async () => {
  runs = await startHandlers(operatorService);
});

afterAll(() => runs.close());

beforeEach(() => {
  unit = { businessUnitId: uuidV7(), operatorId: uuidV7() };
});

const newOperator = (email = `${uuidV7()}@example.com`) => ({ operatorId: uuidV7(), email, displayName: 'Op' });
const changesOf = async (operatorId: string) => {
  const { reply, refused } = await runs.run('getHistoryOperator', { operatorId }, unit);
  return refused ?? (reply?.items as { changeType: string; before: unknown; after: unknown; traceId: string; changedBy: string }[]);
};

describe('creating an operator', () => {
  test('answers it, announces it and records it, under one trace', async () => {
    const given = newOperator();
    const { reply, sent } = await runs.run('createOperator', given, unit, 'createOperator-1');
    expect(reply).toEqual({
      ...given,
      businessUnitId: unit.businessUnitId,
      status: 'ACTIVE',
      createdAt: expect.stringMatching(/\.\d{6}Z$/),
      updatedAt: reply?.createdAt,
    });
    expect(sent).toEqual([{ operation: 'announceOperatorCreated', payload: reply }]);
    expect(await changesOf(given.operatorId)).toEqual([
      {
        changeId: expect.any(String),
        traceId: 'createOperator-1',
        changeType: 'CREATE',
        before: null,
        after: reply,
        changedAt: expect.stringMatching(/\.\d{6}Z$/),
        changedBy: unit.operatorId,
      },
    ]);
  });

  test('refuses an address that the unit has, whatever its letter case', async () => {
    const given = newOperator();
    await runs.run('createOperator', given, unit);
    const twin = newOperator(given.email.toUpperCase());
    expect(await runs.run('createOperator', twin, unit)).toEqual({ refused: 'EMAIL_TAKEN', sent: [] });
    expect(await changesOf(twin.operatorId)).toBe('OPERATOR_NOT_FOUND');
    expect(await runs.run('createOperator', newOperator(given.email), { businessUnitId: uuidV7() })).not.toHaveProperty('refused');
  });

  test('refuses an id that is there', async () => {
    const given = newOperator();
    await runs.run('createOperator', given, unit);
    expect(await runs.run('createOperator', { ...newOperator(), operatorId: given.operatorId }, unit)).toEqual({ refused: 'CONFLICT', sent: [] });
  });

  test('refuses a request that names no unit', async () => {
    expect(await runs.run('createOperator', newOperator(), {})).toEqual({ refused: 'BUSINESS_UNIT_NOT_FOUND', sent: [] });
  });
});

describe('an operator nobody has changed', () => {
  test('was updated at the very moment it was created', async () => {
    const { rows } = await sql`
      with made as (
        insert into operator (operator_id, business_unit_id, email, display_name, status)
        select gen_random_uuid(), gen_random_uuid(), n || '@example.com', 'Op', 'ACTIVE' from generate_series(1, 20000) as n
        returning created_at, updated_at
      )
      select count(*)::int as made, (count(*) filter (where updated_at <> created_at))::int as changed from made
    `.execute(runs.database.kysely);
    expect(rows).toEqual([{ made: 20_000, changed: 0 }]);
  });
});

describe('updating an operator', () => {
  test('changes the given fields, announces them and records before and after', async () => {
    const given = newOperator();
    const { reply: before } = await runs.run('createOperator', given, unit);
    const { reply: after, sent } = await runs.run('updateOperator', { operatorId: given.operatorId, status: 'DEACTIVATED' }, unit);
    expect(after).toEqual({ ...before, status: 'DEACTIVATED', updatedAt: after?.updatedAt });
    expect(String(after?.updatedAt) > String(before?.updatedAt)).toBe(true);
    expect(sent).toEqual([{ operation: 'announceOperatorUpdated', payload: after }]);
    expect(await changesOf(given.operatorId)).toMatchObject([{ changeType: 'UPDATE', before, after }, { changeType: 'CREATE' }]);
  });

  test('that changes nothing is answered and logged, and neither recorded nor announced', async () => {
    const given = newOperator();
    const { reply } = await runs.run('createOperator', given, unit);
    expect(await runs.run('updateOperator', { operatorId: given.operatorId, email: given.email }, unit)).toEqual({ reply, sent: [] });
    expect(runs.lines.at(-1)).toMatchObject({ level: 'info', message: 'the update changes nothing' });
    expect(await changesOf(given.operatorId)).toHaveLength(1);
  });

  test('refuses an address that is taken, an unknown status and an operator that is not there', async () => {
    const [one, two] = [newOperator(), newOperator()];
    await runs.run('createOperator', one, unit);
    await runs.run('createOperator', two, unit);
    expect(await runs.run('updateOperator', { operatorId: two.operatorId, email: one.email }, unit)).toEqual({ refused: 'EMAIL_TAKEN', sent: [] });
    expect(await runs.run('updateOperator', { operatorId: two.operatorId, status: 'UNKNOWN' }, unit)).toEqual({
      refused: 'VALIDATION_FAILED',
      sent: [],
    });
    expect(await runs.run('updateOperator', { operatorId: uuidV7(), displayName: 'x' }, unit)).toEqual({ refused: 'OPERATOR_NOT_FOUND', sent: [] });
  });
});

describe("another unit's operator", () => {
  test('is not there: to read, to change, in history and in lists', async () => {
    const given = newOperator();
    await runs.run('createOperator', given, unit);
    const other = { businessUnitId: uuidV7() };
    const { operatorId } = given;
    expect(await runs.run('getOperator', { operatorId }, other)).toEqual({ refused: 'OPERATOR_NOT_FOUND', sent: [] });
    expect(await runs.run('updateOperator', { operatorId, displayName: 'x' }, other)).toEqual({ refused: 'OPERATOR_NOT_FOUND', sent: [] });
    expect(await runs.run('getHistoryOperator', { operatorId }, other)).toEqual({ refused: 'OPERATOR_NOT_FOUND', sent: [] });
    expect((await runs.run('getManyOperators', {}, other)).reply).toEqual({ items: [], nextCursor: null });
    expect((await runs.run('getOperator', { operatorId }, unit)).reply).toMatchObject(given);
  });
});

describe('listing operators', () => {
  test('goes page by page, oldest first, each once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const given = newOperator();
      ids.push(given.operatorId);
      await runs.run('createOperator', given, unit);
    }
    const seen: string[][] = [];
    let cursor: unknown = null;
    do {
      const { reply }: Awaited<ReturnType<typeof runs.run>> = await runs.run('getManyOperators', { limit: 2, cursor }, unit);
      const { items, nextCursor } = reply as { items: { operatorId: string }[]; nextCursor: unknown };
      seen.push(items.map(({ operatorId }) => operatorId));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  });

  test('takes a status, and refuses a cursor it did not issue', async () => {
    const given = newOperator();
    await runs.run('createOperator', given, unit);
    await runs.run('createOperator', newOperator(), unit);
    await runs.run('updateOperator', { operatorId: given.operatorId, status: 'DEACTIVATED' }, unit);
    expect((await runs.run('getManyOperators', { status: 'DEACTIVATED' }, unit)).reply).toMatchObject({ items: [given], nextCursor: null });
    expect((await runs.run('getManyOperators', { status: 'UNKNOWN' }, unit)).reply).toEqual({ items: [], nextCursor: null });
    expect(await runs.run('getManyOperators', { cursor: 'x' }, unit)).toEqual({ refused: 'CURSOR_INVALID', sent: [] });
    expect(await runs.run('getHistoryOperator', { operatorId: given.operatorId, cursor: 'x' }, unit)).toEqual({
      refused: 'CURSOR_INVALID',
      sent: [],
    });
  });
});
