import { testDatabase } from '@vyarna/dev/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { brokenUniqueness } from './broken-uniqueness.ts';

test('names the unique constraint that PostgreSQL refused a row by, and nothing for any other error', async () => {
  const server = await testDatabase();
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const refusalOf = (sql: string): Promise<unknown> =>
    client.query(sql).then(
      () => null,
      (error: unknown) => error,
    );
  try {
    await client.query('create table thing (id int constraint thing_pkey primary key, name text not null)');
    await client.query(`insert into thing values (1, 'a')`);
    expect(brokenUniqueness(await refusalOf(`insert into thing values (1, 'b')`))).toBe('thing_pkey');
    expect(brokenUniqueness(await refusalOf('insert into thing values (2, null)'))).toBeUndefined();
    expect(brokenUniqueness(new Error('away'))).toBeUndefined();
  } finally {
    await client.end();
    await server.close();
  }
});
