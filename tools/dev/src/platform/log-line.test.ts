import { expect, it } from 'vitest';
import { echoOf } from './log-line.ts';

it('passes warnings and errors on in one line with reason, next step and code, and keeps the rest for the log', () => {
  expect(echoOf('{"level":"info","message":"ready"}')).toBeNull();
  expect(echoOf('{"level":"warn","message":"the bus is away"}')).toBe('warn: the bus is away');
  const error = { level: 'fatal', message: 'cannot start', hint: 'Start PostgreSQL.', error: { message: 'refused', code: 'DEPENDENCY_UNAVAILABLE' } };
  expect(echoOf(JSON.stringify(error))).toBe('fatal: cannot start: refused Start PostgreSQL. [DEPENDENCY_UNAVAILABLE]');
  const repeated = { level: 'error', message: 'no luck: refused; trying on', error: { message: 'refused', code: 7 } };
  expect(echoOf(JSON.stringify(repeated))).toBe('error: no luck: refused; trying on');
});

it('passes on what is no log line, flat and not too long', () => {
  expect(echoOf('  SyntaxError:\tbad ')).toBe('SyntaxError: bad');
  expect(echoOf('x'.repeat(1000))).toHaveLength(303);
  expect(echoOf('null')).toBe('null');
});
