import { describe, expect, test } from 'vitest';
import { createEnvironment } from './environment.ts';
import { StartError } from './start-error.ts';

const env = createEnvironment({
  PORT: '8081',
  EMPTY: ' ',
  WORD: 'abc',
  BIG: '65536',
  BUS: 'kafka',
  URL: 'postgres://a:s3cret@host:99999/x',
  OTHER: 'http://a:s3cret@b/c',
});

function refusal(read: () => unknown): { code: string; message: string; hint: string } {
  try {
    read();
  } catch (error) {
    if (error instanceof StartError) return { code: error.code, message: error.message, hint: error.hint };
  }
  throw new Error('nothing was refused');
}

describe('the environment', () => {
  test('reads text, numbers and choices', () => {
    expect([env.string('WORD'), env.port('PORT'), env.integer('BIG'), env.oneOf('BUS', ['embedded', 'kafka'])]).toEqual([
      'abc',
      8081,
      65_536,
      'kafka',
    ]);
  });

  test('takes the fallback for a missing or empty variable only', () => {
    expect([env.string('EMPTY', 'x'), env.port('NONE', 0), env.port('PORT', 1), env.optional('EMPTY')]).toEqual(['x', 0, 8081, undefined]);
  });

  test('names a missing variable and what it is', () => {
    expect(refusal(() => env.string('SCHEMA_REGISTRY_URL'))).toEqual({
      code: 'VARIABLE_MISSING',
      message: 'SCHEMA_REGISTRY_URL is not set: the URL of the schema registry, such as http://127.0.0.1:8081',
      hint: 'Set SCHEMA_REGISTRY_URL and start again.',
    });
  });

  test.each([
    ['a port above 65535', () => env.port('BIG'), "BIG is '65536', which is not a whole number from 0 to 65535: this program needs it"],
    ['a word as number', () => env.integer('WORD'), "WORD is 'abc', which is not a whole number from 0 to 9007199254740991: this program needs it"],
    [
      'a choice that is none',
      () => env.oneOf('BUS', ['embedded']),
      "BUS is 'kafka', which is not one of embedded: the bus that messages travel on: embedded (PostgreSQL) or kafka",
    ],
    [
      'a number below the least',
      () => env.integer('PORT', 1, { least: 9000, most: 9999 }),
      expect.stringContaining('a whole number from 9000 to 9999'),
    ],
    ['a number above the most', () => env.integer('PORT', 1, { most: 8080 }), expect.stringContaining('a whole number from 0 to 8080')],
    ['text that is no URL', () => env.databaseUrl('WORD'), expect.stringMatching(/^WORD is not a URL such as postgres:/)],
    ['a URL with a port that is none, without saying it', () => env.databaseUrl('URL'), expect.not.stringContaining('s3cret')],
    ['a URL of something else, without saying it', () => env.databaseUrl('OTHER'), expect.not.stringContaining('s3cret')],
  ])('refuses %s', (_, read, message) => {
    expect(refusal(read)).toMatchObject({ code: 'VARIABLE_INVALID', message });
  });
});
