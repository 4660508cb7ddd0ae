import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', 'localhost'])('%s is this machine', (address) => {
  expect(isLoopback(address)).toBe(true);
});

test.each(['0.0.0.0', '::', '10.0.0.1', '::ffff:10.0.0.1', 'localhost.example', '127.0.0.1.example', '', undefined])(
  '%s may be another machine',
  (address) => {
    expect(isLoopback(address)).toBe(false);
  },
);
