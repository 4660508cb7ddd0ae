import { createLogger } from '@vyarna/logger';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createReadiness } from './readiness.ts';

describe('readiness', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const lines: string[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(JSON.parse(line).message) } });

  test('is unready while starting and while stopping, whatever the checks say', async () => {
    const readiness = createReadiness(logger);
    readiness.add('database', async () => {});
    expect(await readiness.report()).toEqual({ ready: false, checks: { program: 'starting' } });
    readiness.open();
    expect(await readiness.report()).toEqual({ ready: true, checks: { database: 'ok' } });
    readiness.close();
    readiness.open();
    expect(await readiness.report()).toEqual({ ready: false, checks: { program: 'stopping' } });
  });

  test('turns unready with a failing check, says so once, and recovers', async () => {
    lines.length = 0;
    let away = false;
    const readiness = createReadiness(logger);
    readiness.add('database', async () => {
      if (away) throw new Error('connect ECONNREFUSED');
    });
    readiness.open();
    const after = async (milliseconds: number) => {
      vi.advanceTimersByTime(milliseconds);
      return readiness.report();
    };
    expect((await after(0)).ready).toBe(true);
    away = true;
    expect((await after(500)).ready).toBe(true);
    expect(await after(500)).toEqual({ ready: false, checks: { database: 'connect ECONNREFUSED' } });
    expect((await after(1_000)).ready).toBe(false);
    away = false;
    expect((await after(1_000)).ready).toBe(true);
    expect(lines).toEqual(['unready: database lost; waiting for it to come back', 'ready again']);
  });

  test('counts a check that does not answer as failing', async () => {
    const readiness = createReadiness(logger);
    readiness.add('bus', () => new Promise(() => {}));
    readiness.open();
    const report = readiness.report();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await report).toEqual({ ready: false, checks: { bus: 'no answer within 2000 ms' } });
  });
});
