import { expect, test } from 'vitest';
import { nextAddress } from './next-address.ts';

test.each([
  ['create-order-entity', 'create-order-v2-entity'],
  ['create-order-v2-entity', 'create-order-v3-entity'],
  ['place-order-flow', 'place-order-v2-flow'],
  ['get-request-result', 'get-request-result-v2'],
  ['get-request-result-v9', 'get-request-result-v10'],
  ['shop.order.placed.v1', 'shop.order.placed.v2'],
  ['mail.send.high', 'mail.send.high.v2'],
])('after %s comes %s', (address, next) => {
  expect(nextAddress(address)).toBe(next);
});
