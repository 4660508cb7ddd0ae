import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../free-port.ts';
import { leftOf, startParent } from '../testing/parent-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { installedPostgres } from './binaries.ts';
import { type Postgres, type PostgresOptions, startPostgres } from './server.ts';
import { serverUser } from './server-user.ts';

function optionsIn(folder: string): PostgresOptions {
  // The server's user passes through on the way to its data.
  chmodSync(folder, 0o711);
  const logFile = join(folder, 'postgresql.log');
  return { binaries: installedPostgres(), dataDir: join(folder, 'data'), password: 'top secret/1', user: serverUser(), logFile, durable: false };
}

async function start(options: PostgresOptions): Promise<Postgres> {
  const postgres = await startPostgres(options);
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('keeps its data over a stop and a start, and wants the password', async () => {
    const options = optionsIn(temporaryFolder());
    const first = await start(options);
    await query(first.url(), 'create table kept as select 7 as n');
    await expect(query(first.url('postgres', 'wrong'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await first.stop();
    expect(await leftOf([first.pid])).toEqual([]);

    const second = await start(options);
    expect(await query(second.url(), 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('says which process has the folder when a second server is started on it', async () => {
    const options = optionsIn(temporaryFolder());
    const first = await start(options);
    await expect(startPostgres(options)).rejects.toMatchObject({
      code: 'POSTGRES_IN_USE',
      message: `The database in ${options.dataDir} is in use by process ${first.pid}.`,
    });
    expect(await query(first.url(), 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('starts over the pid file of a killed server, also when that number now is another process', async () => {
    const options = optionsIn(temporaryFolder());
    const first = await start(options);
    const pidFile = join(options.dataDir, 'postmaster.pid');
    const written = readFileSync(pidFile, 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    writeFileSync(pidFile, written.replace(/^\d+/, String(process.pid)));
    const second = await start(options);
    expect(await query(second.url(), 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('takes another port when the preferred one is taken, and refuses when that one is asked for', async () => {
    const options = optionsIn(temporaryFolder());
    const port = await freePort();
    const taken = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void taken.close());
    const postgres = await start({ ...options, preferredPort: port });
    expect(postgres.port).not.toBe(port);
    await postgres.stop();
    await expect(startPostgres({ ...options, port })).rejects.toMatchObject({
      code: 'POSTGRES_START_FAILED',
      message: expect.stringMatching(/^PostgreSQL did not start: .*Address already in use$/),
    });
  });

  it('ends with its parent, though that is killed', async () => {
    const options = optionsIn(temporaryFolder());
    const parent = await startParent(`
      import { startPostgres } from '${join(import.meta.dirname, 'server.ts')}';
      const postgres = await startPostgres(${JSON.stringify(options)});
      console.log(JSON.stringify([postgres.pid]));
    `);
    await parent.kill9();
    // The next start need not wait for the old server by itself.
    const next = await start(options);
    expect(await leftOf(parent.told)).toEqual([]);
    expect(await query(next.url(), 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});
