import { expect, test } from 'vitest';
import { specifier } from './generated-file.ts';

test.each([
  ['shop/types/order.gen.ts', 'shop/types/card.gen.ts', './card.gen.ts'],
  ['shop/requests/order.gen.ts', 'shop/types/order.gen.ts', '../types/order.gen.ts'],
  ['shop/types/order.gen.ts', 'types/types/error.gen.ts', '../../types/types/error.gen.ts'],
  ['openapi.yaml', 'openapi/orders.yaml', './openapi/orders.yaml'],
  ['openapi/orders.yaml', 'openapi.yaml', '../openapi.yaml'],
  ['a/b/c.ts', 'a/b.ts', '../b.ts'],
  ['a/b.ts', 'a/b/c.ts', './b/c.ts'],
  ['a.ts', 'b.ts', './b.ts'],
])('%s imports %s as %s', (from, to, expected) => {
  expect(specifier(from, to)).toBe(expected);
});
