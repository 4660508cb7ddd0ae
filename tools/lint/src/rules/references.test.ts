import { ORDER } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('REFERENCE_BY_FULL_NAME', [
  [
    'a short name',
    [[ORDER, '"items": "shop.OrderPart"', '"items": "OrderPart"']],
    `contracts/shop/schemas/order.avsc:7:58: The reference to shop.OrderPart is by its short name, OrderPart. Write "shop.OrderPart".`,
  ],
]);

const nested = '{ "type": "record", "name": "Wrapping", "doc": "How goods are wrapped.", "fields": [] }';

ruleTest('SHARED_TYPE_NESTED', [
  [
    'a type inside another that a third one uses',
    [
      [ORDER, '"items": "shop.OrderPart" }, "doc"', `"items": "shop.OrderPart" }, "default": [], "doc"`],
      [
        ORDER,
        '  { "name": "weight"',
        `  { "name": "wrapping", "type": ["null", ${nested}], "default": null, "doc": "As asked for." },\n  { "name": "weight"`,
      ],
      [
        'contracts/shop/schemas/order-part.avsc',
        '"fields": [',
        '"fields": [\n  { "name": "wrapping", "type": ["null", "shop.Wrapping"], "default": null, "doc": "Where it differs." },',
      ],
    ],
    `contracts/shop/schemas/order.avsc:5:70: shop.Wrapping is defined inside another type, but contracts/shop/schemas/order-part.avsc uses it too.`,
  ],
]);
