import { describe, expect, test } from 'vitest';
import { formatFinding } from './finding.ts';
import { loadContracts } from './load.ts';
import { type Files, smallContract, writeRepository } from './testing/index.ts';

const findingsOf = (files: Files): readonly string[] => {
  const { root, remove } = writeRepository(files);
  try {
    return loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' }).findings.map(formatFinding);
  } finally {
    remove();
  }
};

/** The small contract with one text replaced. */
const changed = (file: string, from: string, to: string): Files => {
  const text = smallContract[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return { ...smallContract, [file]: text.replace(from, to) };
};

const SHOP = 'contracts/shop/asyncapi.yaml';
const FLOW = 'flow-manager/flows/shop/place-order.yaml';
const PLACE = 'contracts/shop/schemas/place-order.avsc';
const MAIL = 'contracts/mail/asyncapi.yaml';
const ERRORS = 'contracts/types/errors.yaml';

const cases: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  [
    'YAML that is broken',
    ERRORS,
    'status: 409,',
    'status: [409,',
    [`${ERRORS}:1:51: This is not YAML: missed comma between flow collection entries. [BROKEN_YAML]`],
  ],
  ['Avro that is broken', PLACE, '"int"', '"itn"', [`${PLACE}:3:30: There is no type "shop.itn" or "itn". Did you mean "int"? [UNKNOWN_TYPE]`]],
  [
    'a reference to nothing',
    SHOP,
    "'#/components/messages/GetOrder'",
    "'#/components/messages/GotOrder'",
    [`${SHOP}:23:35: The reference #/components/messages/GotOrder points to nothing. [UNRESOLVED_REFERENCE]`],
  ],
  [
    'a reference to a file that is not there',
    SHOP,
    './schemas/get-order.avsc',
    './schemas/got-order.avsc',
    [`${SHOP}:70:94: There is no file contracts/shop/schemas/got-order.avsc. [UNRESOLVED_REFERENCE]`],
  ],
  [
    'an unknown schema format',
    SHOP,
    'application/vnd.apache.avro;version=1.12.0',
    'application/raml+yaml;version=1.0',
    [
      `${SHOP}:66:32: The schemaFormat application/raml+yaml;version=1.0 is not known here. Use application/vnd.apache.avro;version=1.12.0, or application/schema+json;version=draft-07. [UNKNOWN_SCHEMA_FORMAT]`,
    ],
  ],
  [
    'an operation on a channel of another document',
    MAIL,
    "'#/channels/orderPlaced'",
    "'../shop/asyncapi.yaml#/channels/orderPlaced'",
    [
      `${MAIL}:9:14: The operation mailReceipt refers to a channel outside its document: ../shop/asyncapi.yaml#/channels/orderPlaced. Alias that channel in this document, and refer to the alias. [FOREIGN_CHANNEL]`,
    ],
  ],
  [
    'a call of an unknown operation',
    FLOW,
    'call: getOrder',
    'call: gotOrder',
    [`${FLOW}:9:27: There is no operation gotOrder in the contracts. Did you mean "getOrder"? [UNKNOWN_CALL]`],
  ],
  [
    'an unknown output',
    FLOW,
    'document: shop.Order',
    'document: shop.Ordr',
    [`${FLOW}:10:45: There is no record shop.Ordr. Did you mean "shop.Order"? [UNKNOWN_OUTPUT]`],
  ],
  [
    'a fact that is misspelt',
    SHOP,
    'mutating: true',
    'mutable: true',
    [
      `${SHOP}:19:68: x-vyarna has no "mutable". It knows kind, lifecycle, level, reason, orderingKey, http, permission, quota, timeout, mutating, compensatedBy, retry, deadLetter, supersedes, feed, sunset, successor, entityKey, retentionMonths. [UNKNOWN_FACT]`,
    ],
  ],
  [
    'a time in no known unit',
    SHOP,
    'timeout: 2m',
    'timeout: 2 min',
    [`${SHOP}:12:135: "timeout" must be a time such as 200ms, 30s, 5m, 2h or 7d. [INVALID_FACT]`],
  ],
  [
    'a path field that the payload lacks',
    SHOP,
    '/v1/orders/{orderId}',
    '/v1/orders/{id}',
    [`${SHOP}:25:49: shop.GetOrder has no field id for the path. [UNKNOWN_FIELD]`],
  ],
  [
    'a query parameter that is a record',
    SHOP,
    "body: '*', success: 201",
    'success: 201',
    [`${SHOP}:12:42: payment is no plain value, so it cannot be a query parameter. Send it in the body: body: '*'. [UNKNOWN_FIELD]`],
  ],
  [
    'a trigger with a route that no flow starts on',
    FLOW,
    'type: shop.order.place.v1',
    'type: shop.order.get.v1',
    [`${FLOW}:2:40: No trigger channel of the contracts starts place-order with shop.order.get.v1. [UNKNOWN_TRIGGER]`],
  ],
  [
    'an error without a status',
    ERRORS,
    'status: 404, ',
    '',
    [`${ERRORS}:2:18: The error ORDER_NOT_FOUND must have a status from 400 to 599 and a title. [INVALID_ERROR]`],
  ],
];

describe('findings name the place and what is wrong with it', () => {
  test('the small contract has none', () => {
    expect(findingsOf(smallContract)).toEqual([]);
  });

  test.each(cases)('%s', (_, file, from, to, expected) => {
    expect(findingsOf(changed(file, from, to))).toEqual(expected);
  });

  test('a folder without contracts is one finding', () => {
    expect(findingsOf({})).toEqual([
      'contracts:1:1: There is no contract in this folder. A contract is an AsyncAPI 3 document, or a schema in a .avsc file. [NO_CONTRACTS]',
    ]);
  });

  test('a reference that leads back to itself ends', () => {
    const files = changed(
      SHOP,
      "OrderReply: { $ref: '#/components/messages/OrderReply' }",
      "OrderReply: { $ref: '#/channels/orderReplies/messages/OrderReply' }",
    );
    expect(findingsOf(files)).toContain(
      `${SHOP}:30:27: The reference #/channels/orderReplies/messages/OrderReply leads back to itself. [CIRCULAR_REFERENCE]`,
    );
  });
});

describe('a document that is shaped otherwise', () => {
  const head = 'asyncapi: 3.0.0\ninfo: { title: a, version: 1.0.0 }\n';
  const inOne = (text: string): readonly string[] =>
    findingsOf({ 'contracts/a.yaml': `${head}${text}` }).map((text) => text.replace('contracts/a.yaml:', ''));

  test('is refused where objects by name are lists, texts or nothing', () => {
    expect(inOne('channels: [{ address: c }]\noperations: []\n')).toEqual([
      '3:11: "channels" must be an object that holds others by name. Such as channels: { name: { ... } }. [INVALID_OBJECT]',
      '4:13: "operations" must be an object that holds others by name. Such as operations: { name: { ... } }. [INVALID_OBJECT]',
    ]);
    expect(inOne('channels: { c: { messages: { M: text } }, d: [], e: }\noperations: { o: text }\n')).toEqual([
      '3:33: "M" of "messages" must be an object. [INVALID_OBJECT]',
      '3:46: "d" of "channels" must be an object. [INVALID_OBJECT]',
      '3:50: "e" of "channels" must be an object. [INVALID_OBJECT]',
      '4:18: "o" of "operations" must be an object. [INVALID_OBJECT]',
    ]);
    expect(inOne('channels:\noperations:\n')).toEqual([]);
  });

  test('has every fault of an operation told', () => {
    expect(inOne("channels: {}\noperations: { o: { action: emit, channel: { $ref: '#/channels/c' } } }\n")).toEqual([
      '4:28: "action" must be one of send, receive. [INVALID_FACT]',
      '4:51: The reference #/channels/c points to nothing. [UNRESOLVED_REFERENCE]',
    ]);
  });

  test('is no JSON where only YAML would take it', () => {
    const json = '{ "asyncapi": "3.0.0", "info": { "title": "a", "version": "1" }, }';
    expect(findingsOf({ 'contracts/a.json': json })).toEqual([
      'contracts/a.json:1:66: This is not JSON: a property name in double quotes was expected. [BROKEN_JSON]',
    ]);
    expect(findingsOf({ 'contracts/a.json': `\ufeff${json.replace('}, }', '} }')}` })).toEqual([]);
  });
});
