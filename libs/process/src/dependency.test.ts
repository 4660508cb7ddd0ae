import { createLogger } from '@vyarna/logger';
import { describe, expect, test } from 'vitest';
import { waitForDependency } from './dependency.ts';
import { StartError } from './start-error.ts';

function options(limitMs: number, signal = new AbortController().signal) {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(line) } });
  return { lines, options: { name: 'registry', hint: 'Start it.', limitMs, logger, signal } };
}

describe('waiting for a dependency', () => {
  test('gives what the first successful attempt gives', async () => {
    let attempts = 0;
    const answer = async () => {
      attempts += 1;
      if (attempts < 3) throw new Error('not yet');
      return attempts;
    };
    expect(await waitForDependency(answer, options(5_000).options)).toBe(3);
  });

  test('gives up at the limit with the last reason and the next step', async () => {
    const refused = waitForDependency(() => Promise.reject(new Error('connect ECONNREFUSED')), options(300).options);
    await expect(refused).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      message: 'registry did not answer within 0.3 s: connect ECONNREFUSED',
      hint: 'Start it.',
    });
  });

  test('gives up on an attempt that never ends', async () => {
    await expect(waitForDependency(() => new Promise(() => {}), options(200).options)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  test('does not repeat what cannot succeed', async () => {
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      throw new StartError('MIGRATION_CHANGED', 'changed', 'restore it');
    };
    await expect(waitForDependency(attempt, options(5_000).options)).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' });
    expect(attempts).toBe(1);
  });

  test('says once that it waits', async () => {
    const { lines, options: given } = options(2_500);
    await expect(waitForDependency(() => Promise.reject(new Error('away')), given)).rejects.toBeInstanceOf(StartError);
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['waiting for registry, at most 2.5 s']);
  });

  test('ends at once when the program stops', async () => {
    const stop = new AbortController();
    const waiting = waitForDependency(() => new Promise(() => {}), options(60_000, stop.signal).options);
    stop.abort(new Error('the program is stopping'));
    await expect(waiting).rejects.toThrow('the program is stopping');
  });
});
