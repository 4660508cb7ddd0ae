import { expect, test } from 'vitest';
import type { AvroJson } from '../schema/avro-json.ts';
import { createCodec } from './codec.ts';

const decode = (type: AvroJson, hex: string): unknown => createCodec(type).decode(Buffer.from(hex, 'hex'));

const node: AvroJson = { type: 'record', name: 'Node', fields: [{ name: 'next', type: ['null', 'Node'] }] };

test.each<readonly [AvroJson, string, string]>([
  ['int', '', '$: expected 1 more bytes, found 0'],
  ['int', 'ffffffff7f', '$: expected an int of 32 bits, found a longer one'],
  ['long', 'ffffffffffffffffff02', '$: expected a long of 64 bits, found a longer one'],
  ['long', 'ffffffffffffffffffff01', '$: expected a long of 64 bits, found a longer one'],
  ['boolean', '02', '$: expected a boolean, 0 or 1, found the byte 2'],
  ['string', '0a6162', '$: expected 5 more bytes, found 2'],
  ['string', '01', '$: expected a length, found -1'],
  ['string', '02ff', '$: expected a string in UTF-8, found other bytes'],
  ['double', '00000000000000f87f'.slice(2), '$: expected a number, found a value outside its range'],
  ['int', '0200', '$: expected the end of the bytes, found 1 more'],
  [{ type: 'enum', name: 'E', symbols: ['A'] }, '02', '$: expected one of 1 symbols, found number 1'],
  [['null', 'int'], '04', '$: expected one of 2 branches, found number 2'],
  [{ type: 'array', items: 'string' }, '808080801000', '$[0]: expected items within the bytes there are, found a count of 2147483648'],
  [{ type: 'array', items: 'null' }, '808080801000', '$[0]: expected items within the bytes there are, found a count of 2147483648'],
  [
    { type: 'array', items: { type: 'array', items: 'null' } },
    `08${'c09a0c00'.repeat(4)}00`,
    '$[1][0]: expected items within the bytes there are, found a count of 100000',
  ],
  [{ type: 'long', maximum: 5 }, '80808080808080808001', '$: expected a whole number within 2^53, found a value outside its range'],
  [{ type: 'int', logicalType: 'time-millis' }, '01', '$: expected a time of day such as "10:15:30.123", found a value outside its range'],
  [
    { type: 'long', logicalType: 'timestamp-millis' },
    'feffffffffffffffff01',
    '$: expected a timestamp such as "2026-11-21T10:15:30.123Z", found a value outside its range',
  ],
  [
    { type: 'bytes', logicalType: 'decimal', precision: 2, scale: 1 },
    '0403e8',
    '$: expected a decimal with 1 or fewer digits before and 1 digit after the point, as a string, found a value outside its range',
  ],
])('%j of the bytes %s is refused: %s', (type, hex, message) => {
  expect(attempt(() => decode(type, hex))).toMatchObject({ name: 'CodecError', message });
});

test('records inside each other are read to a depth of 500', () => {
  const chain = (depth: number): string => `${'02'.repeat(depth - 1)}00`;
  expect(() => decode(node, chain(500))).not.toThrow();
  expect(() => decode(node, chain(501))).toThrow('expected at most 500 records inside each other, found more');
});

test('blocks of an array or map may come in parts, with their size or without', () => {
  expect(decode({ type: 'array', items: 'int' }, '0202' + '03040406' + '00')).toEqual([1, 2, 3]);
  expect(decode({ type: 'map', values: 'int' }, '02026102' + '0106026204' + '00')).toEqual({ a: 1, b: 2 });
});

test('a replacement character in a string is itself', () => {
  expect(decode('string', '06efbfbd')).toBe('\ufffd');
});

const attempt = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};
