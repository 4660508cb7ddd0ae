import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultDataFolder, projectFolder } from '../project-folder.ts';

const bin = join(projectFolder, 'node_modules/.bin');
const report = join(defaultDataFolder, 'test-report.json');

/** Each runs, whatever the one before said: one `make test` shows everything that is wrong. */
const checks: readonly { name: string; args: readonly string[] }[] = [
  { name: 'Lint and format', args: [join(bin, 'biome'), 'check', '--error-on-warnings'] },
  { name: 'Types', args: [join(bin, 'tsc'), '-p', 'tsconfig.json'] },
  { name: 'Unused code and dependencies', args: [join(bin, 'knip'), '--no-config-hints'] },
  { name: 'Contracts', args: [join(bin, 'vyarna'), 'check'] },
  { name: 'Generated code', args: [join(bin, 'vyarna'), 'generate', '--check'] },
  // The tests run on the model, which is not committed.
  { name: 'Bundle', args: [join(bin, 'vyarna'), 'bundle'] },
  { name: 'Tests', args: [join(bin, 'vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] },
];

/** `make test`. Ends with one plain line, `N passed, N failed, N skipped`, in which each check counts as one. */
export async function test(say: (line: string) => void): Promise<number> {
  await mkdir(defaultDataFolder, { recursive: true });
  await rm(report, { force: true });
  const failed: string[] = [];
  for (const { name, args } of checks) {
    say(`${name}:`);
    if ((await run(args)) !== 0) failed.push(name);
  }
  const tests = await readReport();
  // Vitest itself may fail, such as in its set-up, without one test failing.
  const failures = tests.failed + failed.filter((name) => name !== 'Tests' || tests.failed === 0).length;
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}.`);
  say(`${tests.passed + checks.length - failed.length} passed, ${failures} failed, ${tests.skipped} skipped`);
  return failures === 0 ? 0 : 1;
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: projectFolder, stdio: 'inherit' });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function readReport(): Promise<{ passed: number; failed: number; skipped: number }> {
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = JSON.parse(text) as Record<string, number>;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
