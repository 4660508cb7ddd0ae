import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frame, unframe } from './frame.ts';

describe('the Confluent frame', () => {
  test('gives back id and bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.uint8Array(), (schemaId, bytes) => {
        expect(unframe(frame(schemaId, Buffer.from(bytes)))).toEqual({ schemaId, avro: Buffer.from(bytes) });
      }),
    );
  });

  test('is a zero byte and the id, big endian, before the value', () => {
    expect(frame(258, Buffer.from('x')).toString('hex')).toBe('000000010278');
  });

  test('is not seen in bytes that are too short or begin otherwise', () => {
    expect(unframe(Buffer.from([0, 0, 0, 1]))).toBeNull();
    expect(unframe(Buffer.from([1, 0, 0, 0, 1, 9]))).toBeNull();
  });
});
