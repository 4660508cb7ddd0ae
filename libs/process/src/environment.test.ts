import { describe, expect, test } from 'vitest';
import { createEnvironment } from './environment.ts';
import { StartError } from './start-error.ts';

const env = createEnvironment({ PORT: '8081', EMPTY: ' ', WORD: 'abc', BIG: '65536', BUS: 'kafka' });

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
  ])('refuses %s', (_, read, message) => {
    expect(refusal(read)).toMatchObject({ code: 'VARIABLE_INVALID', message });
  });
});
