import { PLACE, STATUS } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('ENUM_DEFAULT', [
  [
    'no default',
    [[STATUS, ', "default": "UNKNOWN"', '']],
    `contracts/shop/schemas/order-status.avsc:1:27: The enum shop.OrderStatus has no default.`,
  ],
  [
    'a default that means something',
    [[STATUS, '"default": "UNKNOWN"', '"default": "OPEN"']],
    `contracts/shop/schemas/order-status.avsc:1:27: The default of the enum shop.OrderStatus, OPEN, is not neutral.`,
  ],
]);

const REPLY = 'contracts/types/schemas/error-reply.avsc';
const code = '{ "type": "enum", "name": "Code", "doc": "What went wrong.", "symbols": ["UNKNOWN", "SOLD_OUT"], "default": "UNKNOWN" }';

ruleTest('ERROR_CODE_ENUM', [
  [
    'the code of an error',
    [[REPLY, '"name": "code", "type": "string"', `"name": "code", "type": ${code}`]],
    `contracts/types/schemas/error-reply.avsc:2:13: ErrorReply.code is an enum; error codes are strings.`,
  ],
  [
    'a field called errorCode',
    [
      [
        PLACE,
        '"doc": "Pieces wanted.", "minimum": 1 },',
        `"doc": "Pieces wanted.", "minimum": 1 },\n  { "name": "errorCode", "type": ["null", ${code}], "default": null, "doc": "Why it failed before." },`,
      ],
    ],
    `contracts/shop/schemas/place-order.avsc:4:13: PlaceOrder.errorCode is an enum; error codes are strings.`,
  ],
]);
