import { expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from './port.ts';
import { checkSize, recordSize } from './record-size.ts';

const empty = { topic: 't', key: null, value: null, headers: {} };

it('counts the UTF-8 bytes of key, value and headers', () => {
  expect(recordSize(empty)).toBe(0);
  expect(recordSize({ topic: 't', key: 'ż', value: Buffer.alloc(5), headers: { a: 'ż', bc: '' } })).toBe(2 + 5 + 3 + 2);
});

it('lets the limit pass and refuses a byte more, naming topic and size', () => {
  const atLimit = { ...empty, value: Buffer.alloc(MAX_RECORD_BYTES) };
  checkSize([empty, atLimit]);
  expect(() => checkSize([empty, { ...atLimit, headers: { x: '' } }])).toThrow(
    expect.objectContaining({ code: 'MESSAGE_TOO_LARGE', message: 'a record for t has 1048577 bytes; at most 1048576 can be sent' }),
  );
});
