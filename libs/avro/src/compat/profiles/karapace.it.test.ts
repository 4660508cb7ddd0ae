/** The profile of Karapace beside the library that Karapace asks, over schemas made at random. */
import { fileURLToPath } from 'node:url';
import { createLineProgram, type LineProgram, pythonIsHere, testPython } from '@vyarna/dev/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparedPair } from '../../testing/compared-pair.ts';
import { askProfile } from './ask-profile.ts';

type Answer = { readonly compatible: boolean } | { readonly refused: string } | { readonly failed: string };

describe.skipIf(!pythonIsHere())('Karapace', () => {
  let peer: LineProgram;
  beforeAll(async () => {
    peer = createLineProgram(await testPython('avro'), fileURLToPath(new URL('../../testing/avro_python_peer.py', import.meta.url)));
  });
  afterAll(() => peer.close());

  test('answers what its profile says, and each other answer than Apache Avro Java has a reason', async () => {
    const counts = { same: 0, different: 0 };
    await fc.assert(
      fc.asyncProperty(comparedPair, async ({ reader, writer }) => {
        const answer = (await peer.ask({ reader, writer })) as Answer;
        // It takes an empty namespace for none given, and then finds a name twice or not at all.
        fc.pre(!('refused' in answer));
        const { compatible, apache, reasons } = askProfile('karapace', reader, writer);
        expect(compatible).toBe('compatible' in answer && answer.compatible);
        const same = apache === (compatible ? 'compatible' : 'incompatible');
        expect(reasons.length > 0).toBe(!same);
        counts[same ? 'same' : 'different']++;
      }),
      { numRuns: 2000 },
    );
    expect(counts.same).toBeGreaterThan(1000);
    expect(counts.different).toBeGreaterThan(100);
  });
});
