import { describe, expect, test } from 'vitest';
import { PureRegistry } from '../testing/pure-registry.ts';
import { Refusal } from './refusal.ts';

const register = (schema: string, schemaType = 'AVRO') => {
  const pure = new PureRegistry();
  pure.execute({ type: 'set-config', subject: '', config: { compatibilityLevel: 'NONE' } });
  try {
    return pure.execute({ type: 'register', subject: 'a', schema: { schema, schemaType } });
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

const arrays = (depth: number): string => `${'{"type":"array","items":'.repeat(depth)}"int"${'}'.repeat(depth)}`;
const fields = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `f${n}`, type: 'int' }));
const branches = (count: number) => Array.from({ length: count }, (_, n) => ({ type: 'fixed', name: `F${n}`, size: 1 }));

describe('a schema that is large', () => {
  test.each([
    ['10,000 fields', JSON.stringify({ type: 'record', name: 'R', fields: fields(10_000) })],
    ['400 levels', arrays(400)],
    ['1,000 branches', JSON.stringify(branches(1_000))],
  ])('is taken with %s', (_, schema) => {
    expect(register(schema)).toMatchObject({ version: 1, schema });
  });

  test.each([
    ['10 MB of documentation', JSON.stringify({ type: 'record', name: 'R', doc: 'x'.repeat(10_000_000), fields: [] }), /1000000 characters at most/],
    ['30,000 levels', arrays(30_000), /nested more than \d+ deep/],
    ['1,000,000 brackets', '['.repeat(1_000_000), /nested/],
    ['1,001 branches', JSON.stringify(branches(1_001)), /a union may have 1000 branches/],
  ])('is refused with %s, by words that say why', (_, schema, reason) => {
    expect(register(schema)).toMatch(reason);
  });

  test('may be a JSON Schema too', () => {
    expect(register(`${'{"items":'.repeat(90_000)}true${'}'.repeat(90_000)}`, 'JSON')).toMatch(/nested too deeply/);
    expect(register(JSON.stringify({ enum: Array.from({ length: 50_000 }, (_, n) => n) }), 'JSON')).toMatchObject({ version: 1 });
    expect(register(JSON.stringify({ enum: Array.from({ length: 50_000 }, (_, n) => n % 49_999) }), 'JSON')).toMatch(/an enum has a member twice/);
    expect(register(JSON.stringify({ required: Array.from({ length: 50_000 }, (_, n) => `f${n}`) }), 'JSON')).toMatchObject({ version: 1 });
  });
});

test('a schema whose types are used twice over by the next ones is compared, and all that is in the way is not told', () => {
  const pure = new PureRegistry();
  const twice = (leaf: string): string => {
    const from = (depth: number): object => ({
      type: 'record',
      name: `R${depth}`,
      fields:
        depth === 0
          ? [{ name: 'x', type: leaf }]
          : [
              { name: 'left', type: from(depth - 1) },
              { name: 'right', type: `R${depth - 1}` },
            ],
    });
    return JSON.stringify(from(40));
  };
  const register = (leaf: string) => pure.execute({ type: 'register', subject: 'a', schema: { schema: twice(leaf) } });
  expect(register('int')).toMatchObject({ version: 1 });
  expect(() => register('string')).toThrow(/TYPE_MISMATCH at .*There is more; it is told when this is mended/s);
});
