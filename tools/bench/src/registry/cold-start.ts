/** Times a second instance of our registry on the same database, from its start to its first answer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(import.meta.resolve('@vyarna/schema-registry/main.ts'));
const RUNS = 5;

/** One line for people. */
export async function timeStart(databaseUrl: string): Promise<string> {
  const times: number[] = [];
  let versions = 0;
  for (let run = 0; run <= RUNS; run += 1) {
    const { took, count } = await startOnce(databaseUrl);
    versions = count;
    // The first run fills Node's and the system's caches.
    if (run > 0) times.push(took);
  }
  const [least, middle, most] = [0, Math.floor(RUNS / 2), RUNS - 1].map((at) => times.sort((a, b) => a - b)[at]?.toFixed(0));
  return `start to first answer, with ${versions} subjects: ${middle} ms (${least}-${most})`;
}

async function startOnce(databaseUrl: string): Promise<{ readonly took: number; readonly count: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: '', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { url } = JSON.parse(line) as { readonly url?: string };
      if (url === undefined) continue;
      const answer = await fetch(`${url}/subjects`);
      const took = performance.now() - begun;
      return { took, count: ((await answer.json()) as readonly string[]).length };
    }
    throw new Error('The registry ended before it answered.');
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}
