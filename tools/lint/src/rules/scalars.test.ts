import { expect, test } from 'vitest';
import { changed, findingsIn, PLACE } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

/** A further, optional field of a request. */
const field = (name: string, type: string, more = '') =>
  [
    [
      PLACE,
      '  { "name": "count"',
      `  { "name": "${name}", "type": ["null", ${type}], "default": null, "doc": "What the customer wants besides."${more} },\n  { "name": "count"`,
    ],
  ] as const;

ruleTest('MONEY_FLOATING', [
  [
    'a price that is a double',
    field('unitPrice', '"double"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.unitPrice is an amount of money, but a double.`,
  ],
  [
    'totals that are floats',
    field('totals', '{ "type": "array", "items": "float" }'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.totals is an amount of money, but a float.`,
  ],
  [
    'a number beside a currency',
    [...field('value', '"double"'), ...field('currencyCode', '"string"')],
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.value is an amount of money, but a double.`,
  ],
  [
    'each but a rate',
    [...field('rate', '"double"'), ...field('currencyCode', '"string"'), ...field('sum', '"double"')],
    `contracts/shop/schemas/place-order.avsc:5:13: PlaceOrder.sum is an amount of money, but a double.`,
  ],
]);

ruleTest('TIME_WITHOUT_LOGICAL_TYPE', [
  [
    'a moment that is a long',
    field('sentAt', '"long"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.sentAt is a time by its name, but a plain long.`,
  ],
  [
    'a date that is a text',
    field('deliveryDate', '"string"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.deliveryDate is a time by its name, but a plain string.`,
  ],
  [
    'a day that is a number',
    field('sentOn', '"int"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.sentOn is a time by its name, but a plain int.`,
  ],
  [
    'a length of time',
    field('responseTime', '"long"', ', "maximum": 100000'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.responseTime is a length of time without a unit. Name it responseTimeMs.`,
  ],
]);

ruleTest('LONG_UNBOUNDED', [
  [
    'a long without a maximum',
    field('points', '"long"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.points is a long without a maximum, so its values are strings.`,
  ],
  [
    'longs in a list',
    field('points', '{ "type": "array", "items": "long" }'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.points is a long without a maximum, so its values are strings.`,
  ],
]);

ruleTest('PII_UNTAGGED', [
  [
    'an e-mail address',
    field('contactEmail', '"string"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.contactEmail is personal data by its name, but not tagged as such.`,
  ],
  [
    'a birth date',
    field('birthDate', '{ "type": "int", "logicalType": "date" }'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.birthDate is personal data by its name, but not tagged as such.`,
  ],
  [
    'several phone numbers',
    field('phoneNumbers', '{ "type": "array", "items": "string" }'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.phoneNumbers is personal data by its name, but not tagged as such.`,
  ],
  [
    'an address of a network',
    field('sourceIp', '"string"'),
    `contracts/shop/schemas/place-order.avsc:3:13: PlaceOrder.sourceIp is personal data by its name, but not tagged as such.`,
  ],
]);

test('of a long whose logical type is misspelt only that is said', () => {
  const found = findingsIn(changed(field('points', '{ "type": "long", "logicalType": "timestamp-milis" }')));
  expect(found).toEqual([expect.stringContaining('[UNKNOWN_LOGICAL_TYPE]')]);
});
