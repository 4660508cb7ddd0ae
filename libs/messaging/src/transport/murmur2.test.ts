import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { murmur2, partitionOfKey } from './murmur2.ts';

const murmur2OfKafkajs: (key: string | Buffer) => number = createRequire(import.meta.url)('kafkajs/src/producer/partitioners/default/murmur2.js');

it('gives the hashes of the tests of Kafka itself', () => {
  const hashes: readonly (readonly [string, number])[] = [
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ];
  for (const [key, hash] of hashes) expect(murmur2(Buffer.from(key))).toBe(hash);
});

it('agrees with kafkajs on any bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => murmur2(Buffer.from(bytes)) === murmur2OfKafkajs(Buffer.from(bytes))));
});

it('chooses a partition within the topic', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
      const partition = partitionOfKey(key, partitions);
      return partition >= 0 && partition < partitions;
    }),
  );
});
