import { describe, expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from './logger.ts';

function capture(options: Partial<LoggerOptions> = {}) {
  const written: string[] = [];
  const logger = createLogger({ service: 'ez-operator', ...options, destination: { write: (line: string) => void written.push(line) } });
  return { logger, written, lines: () => written.map((line) => JSON.parse(line)) };
}

describe('a log line', () => {
  test('is one JSON object with level, time, service, fields and message in that order', () => {
    const { logger, written, lines } = capture();
    logger.child({ traceId: 'createOperator-1' }).info({ operatorId: 'o1' }, 'created\nan operator');
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd()).not.toContain('\n');
    expect(Object.keys(lines()[0])).toEqual(['level', 'time', 'service', 'traceId', 'operatorId', 'message']);
    expect(lines()[0]).toMatchObject({ level: 'info', service: 'ez-operator', traceId: 'createOperator-1', message: 'created\nan operator' });
    expect(lines()[0].time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('keeps lines below the level away', () => {
    const { logger, written } = capture({ level: 'warn' });
    logger.info('quiet');
    logger.warn('loud');
    expect(written).toHaveLength(1);
  });

  test('shows an error by type, message, code and stack, and nothing else it carries', () => {
    const { logger, lines } = capture();
    const error = Object.assign(new TypeError('duplicate key'), { code: '23505', detail: 'Key (email)=(someone@example.com) exists' });
    logger.error({ error }, 'not stored');
    expect(lines()[0].error).toEqual({ type: 'TypeError', message: 'duplicate key', code: '23505', stack: error.stack });
  });

  test('takes an error as its only argument too', () => {
    const { logger, lines } = capture();
    logger.error(new Error('lost'));
    expect(lines()[0]).toMatchObject({ message: 'lost', error: { type: 'Error', message: 'lost' } });
  });

  test('hides fields that hold personal data, in arrays and nested records too', () => {
    const { logger, lines } = capture({ redact: ['email'] });
    logger.info({ email: 'a@b.c', payload: { email: 'a@b.c', name: 'A', contacts: [{ email: 'a@b.c' }] } }, 'received');
    expect(lines()[0]).toMatchObject({ email: '[redacted]', payload: { email: '[redacted]', name: 'A', contacts: [{ email: '[redacted]' }] } });
  });

  test('never holds the password of a URL', () => {
    const { logger, written } = capture();
    logger.error(
      { url: 'postgres://operator:s3cr@t@127.0.0.1:5432/vyarna', error: new Error('no postgres://x:s3cr@t@host/db') },
      'http://u:s3cr@t@h',
    );
    expect(written[0]).not.toContain('s3cr');
    expect(written[0]).toContain('postgres://operator:***@127.0.0.1:5432/vyarna');
  });

  test('keeps URLs without a password as they are', () => {
    const { logger, lines } = capture();
    logger.info({ at: 'http://127.0.0.1:8080/v1?next=a:b@c', mail: 'x:y@z' }, 'ready');
    expect(lines()[0]).toMatchObject({ at: 'http://127.0.0.1:8080/v1?next=a:b@c', mail: 'x:y@z' });
  });
});
