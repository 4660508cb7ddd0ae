/** `make bench-platform`: POST /v1/operators end to end on each bus, beside the same route answered at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findJava, startPlatform } from '@vyarna/dev';
import type { Figures } from './load.ts';
import { postOperators } from './post-operators.ts';
import { type Stage, stagesOfRuns } from './stages.ts';

const CONNECTIONS = [1, 16, 64];
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10);
const WARM_UP_SECONDS = 3;

const say = (line: string): void => console.log(line);

async function measure(name: string, gatewayUrl: string, token: string): Promise<void> {
  await postOperators({ gatewayUrl, token, connections: 8, seconds: WARM_UP_SECONDS });
  for (const connections of CONNECTIONS) say(row(name, await postOperators({ gatewayUrl, token, connections, seconds: SECONDS })));
}

const row = (name: string, { connections, requestsPerSecond, p50, p99, answered, failed }: Figures): string =>
  [
    name.padEnd(12),
    String(connections).padStart(11),
    requestsPerSecond.toFixed(0).padStart(11),
    p50.toFixed(1).padStart(9),
    p99.toFixed(1).padStart(9),
    String(answered).padStart(9),
    String(failed).padStart(7),
  ].join(' ');

const stageRow = ({ name, p50, p99 }: Stage): string => `  ${name.padEnd(60)} ${p50.toFixed(1).padStart(7)} ${p99.toFixed(1).padStart(7)}`;

async function measureCeiling(): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./ceiling.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { gatewayUrl, token } = JSON.parse(line) as { gatewayUrl: string; token: string };
    await measure('ceiling', gatewayUrl, token);
  } finally {
    child.stdin.end();
  }
}

async function measureBus(bus: 'embedded' | 'kafka'): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vyarna-bench-'));
  const platform = await startPlatform({ dataDir, bus });
  try {
    await measure(bus, platform.gatewayUrl, await platform.token());
    const since = new Date();
    await postOperators({ gatewayUrl: platform.gatewayUrl, token: await platform.token(), connections: 1, seconds: SECONDS });
    say(`  one caller: where the time goes on the ${bus} bus, p50 and p99 in ms`);
    for (const stage of await stagesOfRuns(platform.databaseUrl, since)) say(stageRow(stage));
  } finally {
    await platform.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

say('POST /v1/operators, each caller waiting for its answer');
say('             connections  requests/s   p50 ms    p99 ms  answered  failed');
await measureCeiling();
await measureBus('embedded');
if ((await findJava()) === null) say('kafka        left out: it needs Java 17 or newer');
else await measureBus('kafka');
