import { describe, expect, test } from 'vitest';
import { CODES, Refusal } from '../../registry/refusal.ts';
import { Filled, record } from '../testing/filled.ts';
import { readVersion } from './read-version.ts';

const order = record('Order', [{ name: 'total', type: 'Money' }]);
const money = record('Money', [{ name: 'currency', type: 'Currency' }]);
const currency = { type: 'enum', name: 'Currency', symbols: ['EUR'] };

const withReferences = (context: string): Filled => {
  const filled = new Filled();
  filled.register(`${context}currency`, currency);
  filled.register(`${context}money`, money, { references: [{ name: 'Currency', subject: 'currency', version: 1 }] });
  filled.register(`${context}order`, order, { references: [{ name: 'Money', subject: 'money', version: 1 }] });
  return filled;
};

describe('reading a version', () => {
  test.each(['', ':.test:'])('follows references in its own context (%j), and tells which subject defines a type', async (context) => {
    const filled = withReferences(context);
    const { schema, origins } = await readVersion(filled.asked, filled.pure.ask({ type: 'version', subject: `${context}order`, version: 1 }));
    expect([...(schema?.types.keys() ?? [])].sort()).toEqual(['Currency', 'Money', 'Order']);
    expect([...origins].map(([name, { subject, version }]) => `${name} ${subject} ${version}`).sort()).toEqual([
      `Currency ${context}currency 1`,
      `Money ${context}money 1`,
    ]);
  });

  test('a reference that may not be read leaves a reason in place of the types', async () => {
    const filled = withReferences('');
    const sent = filled.pure.ask({ type: 'version', subject: 'order', version: 1 });
    const refusing = { query: async () => Promise.reject(new Refusal(CODES.versionNotFound, 'Version 1 not found.')) };
    expect(await readVersion(refusing, sent)).toMatchObject({
      schema: null,
      reason: 'A schema to which this one refers cannot be read. Version 1 not found.',
    });
  });

  test('what is unexpected is not taken for a reason', async () => {
    const filled = withReferences('');
    const sent = filled.pure.ask({ type: 'version', subject: 'order', version: 1 });
    await expect(readVersion({ query: async () => Promise.reject(new Error('gone')) }, sent)).rejects.toThrow('gone');
  });

  test('a JSON Schema is not taken apart', async () => {
    const { asked } = new Filled();
    const sent = { subject: 's', schemaType: 'AVRO', references: [], schema: '"string"' } as const;
    expect((await readVersion(asked, { ...sent, schemaType: 'JSON', schema: '{}' })).reason).toBe(
      'This is a JSON Schema: it is shown as it is written.',
    );
  });
});
