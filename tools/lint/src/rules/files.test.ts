import { ORDER, SHOP, STATUS } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const status =
  '{ "type": "enum", "name": "OrderStatus", "namespace": "shop", "doc": "How far it is.", "symbols": ["UNKNOWN", "OPEN"], "default": "UNKNOWN" }\n';

ruleTest('SCHEMA_FILE_NAME', [
  [
    'a file of another name',
    [[STATUS], ['contracts/shop/schemas/status.avsc', status]],
    `contracts/shop/schemas/status.avsc:1:27: The file of shop.OrderStatus must be called order-status.avsc.`,
  ],
]);

ruleTest('SCHEMA_FILE_WITHOUT_TYPE', [
  [
    'a union of types',
    [['contracts/shop/schemas/extras.avsc', '["null", "string"]\n']],
    `contracts/shop/schemas/extras.avsc:1:1: A schema file must define a named type.`,
  ],
]);

ruleTest('NAMESPACE_FITS_APP', [
  [
    'a namespace of another application',
    [
      [STATUS, '"namespace": "shop"', '"namespace": "mail"'],
      [ORDER, 'shop.OrderStatus', 'mail.OrderStatus'],
    ],
    `contracts/shop/schemas/order-status.avsc:1:27: mail.OrderStatus is in the namespace mail, but belongs to shop.`,
  ],
  [
    'none',
    [
      [STATUS, '"namespace": "shop", ', ''],
      [ORDER, '"type": "shop.OrderStatus"', '"type": ["null", "OrderStatus"], "default": null'],
    ],
    `contracts/shop/schemas/order-status.avsc:1:27: OrderStatus has no namespace, but belongs to shop.`,
  ],
]);

ruleTest('FOLDER_FITS_TITLE', [
  [
    'a folder of another name',
    [
      [SHOP, 'title: ez-shop', 'title: ez-store'],
      [SHOP, 'const: ez-shop', 'const: ez-store'],
      [SHOP, 'const: ez-shop', 'const: ez-store'],
      [SHOP, 'const: ez-shop', 'const: ez-store'],
    ],
    `contracts/shop/asyncapi.yaml:2:16: The document of ez-store must lie in a folder store, not shop.`,
  ],
]);
