import { connect } from 'node:net';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { testDatabase, testKafka } from './index.ts';

describe('testDatabase', () => {
  it('gives each caller an empty database of its own and drops it', async () => {
    const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
    expect(one.url).not.toBe(two.url);
    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    expect((await client.query('show server_version_num')).rows[0].server_version_num).toMatch(/^18/);
    const tables = await client.query(`select count(*)::int as n from pg_tables where schemaname = 'public'`);
    expect(tables.rows).toEqual([{ n: 0 }]);
    client.on('error', () => undefined);
    await one.close();
    await two.close();
    const gone = new pg.Client({ connectionString: one.url });
    await expect(gone.connect()).rejects.toMatchObject({ code: '3D000' });
  });
});

const brokers = await testKafka();

describe.skipIf(brokers === null)('testKafka', () => {
  it('gives the address of a broker that takes connections', async () => {
    const [host = '', port] = (brokers ?? '').split(':');
    await new Promise<void>((resolve, reject) => {
      const socket = connect({ host, port: Number(port) }, () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', reject);
    });
    expect(await testKafka()).toBe(brokers);
  });
});
