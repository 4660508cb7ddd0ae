/**
 * Our bytes against those of another implementation in another language, for schemas and values made at random; a failure prints the
 * seed that makes it again (`fc.assert(..., { seed, path })`).
 *
 * Where the two are known to differ, and who follows the specification:
 * - fastavro has no nanoseconds, big-decimal, duration or uuid on a fixed: it is given the raw value, made by its side of the test;
 * - it has no year 0, so no value here lies in it;
 * - it writes decimals of -128, -32768 and so on with a byte more than they need, which the specification allows; Java and we do not;
 * - of a union it takes the first branch that matches, as the specification says; Java and we take the closest, without which a value
 *   read by the very schema that wrote it could change its branch;
 * - it goes by the logical type of the writer, which is then not promoted; Java and we go by the reader's, and we refuse another one;
 * - it notices what can never be read only when there is some; we refuse the pair, or the branch, and so does Java's compatibility check;
 * - it finds no type without a namespace from inside a namespace, as the specification says; Java and we do;
 * - it cannot name the branch of a type that one side defines in the union and the other refers to there, and hands defaults over
 *   as JSON, which its side of the test then reads.
 */
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { createLineProgram, type LineProgram, pythonIsHere, testPython } from '@vyarna/dev/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyRootCase } from '../testing/arbitrary-schema.ts';
import { evolvedCase, hasAmbiguousUnion } from '../testing/evolved-case.ts';
import { createCodec, createReader } from './codec.ts';
import { CodecError } from './codec-error.ts';
import { IncompatibleError } from './incompatible.ts';

describe.skipIf(!pythonIsHere())('beside fastavro', () => {
  let peer: LineProgram;
  beforeAll(async () => {
    peer = createLineProgram(await testPython('fastavro'), fileURLToPath(new URL('../testing/fastavro_peer.py', import.meta.url)));
  });
  afterAll(() => peer.close());

  test('each writes the same bytes for a value, and reads them as the same value', async () => {
    await fc.assert(
      fc.asyncProperty(anyRootCase, async ({ schema, value }) => {
        const bytes = createCodec(schema).encode(value).toString('base64');
        const answer = await peer.ask({ op: 'code', schema, value, bytes });
        expect(isDeepStrictEqual(answer, { bytes, value }), JSON.stringify({ answer, bytes })).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('each makes the same of what an older or newer schema wrote', async () => {
    const outcomes = { read: 0, refused: 0, incompatible: 0 };
    await fc.assert(
      fc.asyncProperty(evolvedCase, async ({ writer, reader, value }) => {
        fc.pre(!hasAmbiguousUnion(reader));
        const bytes = createCodec(writer).encode(value);
        const mine = attempt(() => createReader(reader, writer)(bytes));
        const question = { op: 'resolve', writer, reader, bytes: bytes.toString('base64'), value: mine.value };
        const answer = (await peer.ask(question)) as { readonly value?: unknown; readonly error?: string; readonly known?: string };
        fc.pre(answer.known === undefined);
        outcomes[mine.outcome]++;
        // fastavro looks at the pair only as far as the message goes; we refuse one that can never fit at once.
        if (mine.outcome === 'incompatible') return;
        // It goes by the writer's logical type where the reader has another; we refuse that.
        fc.pre(!otherLogicalType.test(mine.reason ?? ''));
        // An empty array or map of what could never be read: we refuse what holds it, fastavro does not notice.
        fc.pre(!(mine.outcome === 'refused' && answer.error === undefined && /\[\]|\{\}/.test(JSON.stringify(value))));
        if (mine.outcome === 'refused') expect(answer).toEqual({ error: expect.any(String) });
        else expect(isDeepStrictEqual(answer, { value: mine.value }), JSON.stringify({ answer, ours: mine.value })).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(outcomes.read).toBeGreaterThan(1000);
  });
});

interface Attempt {
  readonly outcome: 'read' | 'refused' | 'incompatible';
  readonly value?: unknown;
  readonly reason?: string;
}

const otherLogicalType = /found (date|time|local|decimal|uuid|duration|big)\S*( of scale \d)? cannot be read as/;

const attempt = (read: () => unknown): Attempt => {
  try {
    return { outcome: 'read', value: read() };
  } catch (error) {
    if (error instanceof IncompatibleError) return { outcome: 'incompatible' };
    expect(error).toBeInstanceOf(CodecError);
    return { outcome: 'refused', reason: (error as CodecError).message };
  }
};
