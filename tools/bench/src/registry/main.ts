/**
 * `make bench-registry`: our schema registry, on a PostgreSQL of its own or the one of BENCH_DATABASE_URL, and beside it the peers whose
 * address is given, in the same run: AXONOPS_URL (AxonOps Schema Registry), KARAPACE_URL (Karapace).
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnRegistry } from '@vyarna/dev';
import { type Figures, runLoad } from '../load.ts';
import { timeStart } from './cold-start.ts';
import { fill } from './operations.ts';
import { residentBytes } from './resident.ts';

const CONNECTIONS = [1, 16, 64];
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);
const WARM_UP_SECONDS = 2;

const say = (line: string): void => console.log(line);

const PEERS = [
  { name: 'AxonOps', variable: 'AXONOPS_URL' },
  { name: 'Karapace', variable: 'KARAPACE_URL' },
] as const;

const leftOut = PEERS.filter(({ variable }) => !process.env[variable]);

const row = (name: string, { connections, requestsPerSecond, p50, p99, failed }: Figures): string =>
  [
    `  ${name.padEnd(10)}`,
    String(connections).padStart(7),
    requestsPerSecond.toFixed(0).padStart(11),
    p50.toFixed(0).padStart(8),
    p99.toFixed(0).padStart(8),
    String(failed).padStart(8),
  ].join(' ');

async function measure(own: string): Promise<void> {
  const peers = PEERS.flatMap(({ name, variable }) => {
    const url = process.env[variable];
    return url ? [{ name, url: url.replace(/\/$/, '') }] : [];
  });
  const prefix = `bench-${randomBytes(4).toString('hex')}`;
  const filled = [];
  for (const registry of [{ name: 'ours', url: own }, ...peers]) filled.push({ ...registry, operations: await fill(registry.url, prefix) });

  for (const [index, { name }] of (filled[0]?.operations ?? []).entries()) {
    say(`\n${name}\n  registry   callers   answers/s   p50 ms   p99 ms   failed`);
    for (const connections of CONNECTIONS) {
      for (const { name: registry, url, operations } of filled) {
        const { next } = operations[index] as (typeof operations)[number];
        await runLoad({ url, connections, seconds: WARM_UP_SECONDS, next });
        say(row(registry, await runLoad({ url, connections, seconds: SECONDS, next })));
      }
    }
  }
  say('\nmemory, after all that');
  for (const { name, url } of filled) say(`  ${name.padEnd(10)} ${residentBytes(url)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'vyarna-bench-'));
const url = process.env['BENCH_DATABASE_URL'];
const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
const registry = await startOwnRegistry({ database: url ? { url } : { folder }, say, signal: stopped.signal });
try {
  await Promise.race([measure(registry.url), new Promise((resolve) => stopped.signal.addEventListener('abort', resolve))]);
  if (!stopped.signal.aborted) say(`\n${await timeStart(registry.databaseUrl)}`);
} finally {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (leftOut.length > 0) say(`Left out: ${leftOut.map(({ name, variable }) => `${name} (${variable} is not set)`).join(', ')}.`);
