import { ORDER, PLACE, SHOP, STATUS } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('TYPE_DOC_MISSING', [
  [
    'a record',
    [[ORDER, ', "doc": "Goods that a customer asked for."', '']],
    `contracts/shop/schemas/order.avsc:1:29: The record shop.Order has no doc.`,
  ],
  [
    'an enum with an empty doc',
    [[STATUS, '"doc": "How far the goods are on their way."', '"doc": " "']],
    `contracts/shop/schemas/order-status.avsc:1:27: The enum shop.OrderStatus has no doc.`,
  ],
]);

ruleTest('FIELD_DOC_MISSING', [
  ['a field', [[PLACE, ', "doc": "Pieces wanted."', '']], `contracts/shop/schemas/place-order.avsc:3:13: The field PlaceOrder.count has no doc.`],
]);

ruleTest('DOC_RESTATES_NAME', [
  [
    'a field',
    [[ORDER, '"Stays the same for ever."', '"The id of the order."']],
    `contracts/shop/schemas/order.avsc:2:13: The doc of Order.orderId, "The id of the order.", does not say more than its name.`,
  ],
  [
    'a record',
    [[PLACE, '"Asks for goods to be set aside and sent."', '"A place order request."']],
    `contracts/shop/schemas/place-order.avsc:1:29: The doc of the record PlaceOrder, "A place order request.", does not say more than its name.`,
  ],
  [
    'an enum',
    [[STATUS, '"How far the goods are on their way."', '"Enumeration of order statuses."']],
    `contracts/shop/schemas/order-status.avsc:1:27: The doc of the enum OrderStatus, "Enumeration of order statuses.", does not say more than its name.`,
  ],
]);

ruleTest('SUMMARY_MISSING', [
  [
    'a channel',
    [[SHOP, '    summary: Places an order.\n', '']],
    `contracts/shop/asyncapi.yaml:15:5: The channel shop/placeOrderEntity has no summary.`,
  ],
  ['an operation', [[SHOP, '    summary: Places the order.\n', '']], `contracts/shop/asyncapi.yaml:65:5: The operation placeOrder has no summary.`],
  [
    'a message',
    [[SHOP, '      summary: Asks for an order.\n', '']],
    `contracts/shop/asyncapi.yaml:95:7: The message shop.order.place.v1 has no summary.`,
  ],
]);

ruleTest('APP_DESCRIPTION_MISSING', [
  [
    'a document that does not say what it is about',
    [[SHOP, ', description: Takes orders and keeps them.', '']],
    `contracts/shop/asyncapi.yaml:2:7: ez-shop has no description.`,
  ],
]);
