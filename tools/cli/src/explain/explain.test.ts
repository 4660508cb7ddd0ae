import { createContracts } from '@vyarna/contract';
import { type ContractSet, loadContracts } from '@vyarna/loader';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import { expect, test } from 'vitest';
import { findTopic, isDeadLetters } from '../topic-names.ts';
import { explainDeadLetters } from './dead-letters.ts';
import { explainMessage, explainOperation, explainType } from './others.ts';
import { pageOf } from './pages.ts';
import { explainTopic } from './topic.ts';

const load = (files: Files): ContractSet => {
  const { root, remove } = writeRepository(files);
  const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  remove();
  if (set === null) throw new Error(JSON.stringify(findings));
  return set;
};

const small = load(smallContract);
const contracts = createContracts(small.bundle);

const topic = (name: string, set = small) => {
  const found = findTopic(set.bundle, name);
  if (found === undefined) throw new Error(`no topic ${name}`);
  return explainTopic(set, createContracts(set.bundle), found);
};

const placeOrder = [
  '',
  'Message shop.order.place.v1: Asks for an order.',
  'Subject place-order-flow-value',
  '',
  'record shop.PlaceOrder (contracts/shop/schemas/place-order.avsc)',
  'Asks for an order.',
  '  orderId  uuid                             Made by the gateway.',
  '  count    int = 1, at least 1              How many.',
  '  payment  Card or Transfer or null = null  How it is paid.',
  '    | record shop.Card (contracts/shop/schemas/card.avsc)',
  '    |   last4  string, exactly 4 characters',
  '    | record shop.Transfer (contracts/shop/schemas/transfer.avsc)',
  '    |   iban  string',
];

test("a trigger's page tells who sends and starts what, over HTTP and on the bus", () => {
  expect(pageOf(topic('place-order-flow'))).toEqual([
    'place-order-flow: trigger, active',
    '',
    '  channel      shop/placeOrderFlow (contracts/shop/asyncapi.yaml:8:5)',
    '  owner        ez-shop',
    '  address      place-order-flow',
    '  server       kafka',
    '  key          orderId, a field of the payload; messages of one orderId stay in order',
    '  partitions   6, each on 1 broker',
    '  kept         7 days',
    '  version      v1',
    '  compatible   FULL_TRANSITIVE',
    '  permission   can-order',
    '  quota        write',
    '  timeout      2 minutes',
    '  retries      3 attempts in all, from 200 ms apart',
    '',
    'Sent by',
    '  edge: requestPlaceOrderFlow (routes)',
    '',
    'Received by',
    '  engine: runPlaceOrderFlow, group engine, dead letters on engine.place-order-flow.dlq (flow:place-order)',
    '',
    'Answered with',
    '  shop.order.reply.v1: shop.Order',
    '  types.error.reply.v1: types.ErrorReply',
    '',
    'Over HTTP',
    '  POST /v1/orders answers 201 with shop.Order; body count, payment; the gateway makes orderId',
    '',
    'Flows',
    '  place-order (flow-manager/flows/shop/place-order.yaml): calls getOrder, placeOrder; answers with shop.Order',
    ...placeOrder,
  ]);
});

test('an event keeps what its contract says of retention and compaction, and names every group that reads it', () => {
  const page = pageOf(topic('shop.order.placed.v1'));
  expect(page.slice(0, 20)).toEqual([
    'shop.order.placed.v1: event, active',
    '',
    '  channel      shop/orderPlaced (contracts/shop/asyncapi.yaml:34:5)',
    '  owner        ez-shop',
    '  address      shop.order.placed.v1',
    '  server       kafka',
    '  key          orderId, a field of the payload; messages of one orderId stay in order',
    '  partitions   6, each on 1 broker',
    '  kept         the last message of each key, 1 day',
    '  version      v1',
    '  compatible   FULL_TRANSITIVE',
    '  retries      3 attempts in all, from 200 ms apart',
    '',
    'Sent by',
    '  ez-shop: announceOrder (contracts/shop/asyncapi.yaml:58:18)',
    '',
    'Received by',
    '  mail: mailReceipt, group mail-receipts, dead letters on mail-receipts.shop.order.placed.v1.dlq (contracts/mail/asyncapi.yaml:8:5)',
    '',
    'Message shop.order.placed.v1',
  ]);
});

test('a level that a channel states is told with its reason', () => {
  const shop = (smallContract['contracts/shop/asyncapi.yaml'] ?? '').replace(
    '{ lifecycle: active, permission: can-order,',
    '{ lifecycle: active, level: BACKWARD_TRANSITIVE, reason: Nobody replays it., permission: can-order,',
  );
  const { compatibility } = topic('place-order-entity', load({ ...smallContract, 'contracts/shop/asyncapi.yaml': shop }));
  expect(compatibility).toEqual({ level: 'BACKWARD_TRANSITIVE', reason: 'Nobody replays it.' });
});

test('a version is read from the address, and names without one are of the first', () => {
  const shop = (smallContract['contracts/shop/asyncapi.yaml'] ?? '').replace('address: place-order-entity', 'address: place-order-v3-entity');
  const set = load({ ...smallContract, 'contracts/shop/asyncapi.yaml': shop });
  expect([topic('place-order-v3-entity', set).version, topic('get-order-entity', set).version, topic('shop.order.placed.v1').version]).toEqual([
    3, 1, 1,
  ]);
});

test('the topic of one slot, a channel without an address and a channel by its key are found', () => {
  expect(topic('edge.replies.1')).toMatchObject({ topic: 'edge.replies.1', channel: { key: 'edge/edgeReplies' } });
  expect(topic('edge.replies.{slot}')).toMatchObject({ topic: null });
  expect(topic('shop/orderReplies')).toMatchObject({ topic: null, answering: [{ operation: 'getOrder' }, { operation: 'placeOrder' }, {}] });
  expect(findTopic(small.bundle, 'edge.replies.2')).toBeUndefined();
});

test('an operation, a message and a type say where they belong', () => {
  expect(pageOf(explainOperation(small, contracts, 'placeOrder')).slice(0, 12)).toEqual([
    'placeOrder: ez-shop receives on place-order-entity',
    '',
    '  stated       contracts/shop/asyncapi.yaml:46:5',
    '  channel      shop/placeOrderEntity',
    '  group        ez-shop',
    '  dead letters ez-shop.place-order-entity.dlq',
    '  called by    the flow place-order',
    '  answers on   shop/orderReplies',
    '',
    'Answers with',
    '  shop.order.reply.v1: shop.Order',
    '  types.error.reply.v1: types.ErrorReply',
  ]);
  expect(pageOf(explainMessage(contracts, 'shop.order.snapshot.v1')).slice(0, 5)).toEqual([
    'shop.order.snapshot.v1',
    '',
    '  owner        ez-shop',
    '  on           shop/orderSnapshots',
    '',
  ]);
  expect(pageOf(explainType(small, contracts, 'shop.Card'))).toEqual([
    'record shop.Card (contracts/shop/schemas/card.avsc)',
    '  last4  string, exactly 4 characters',
    '',
    'Used by',
    '  shop.Order',
    '  shop.PlaceOrder',
    '',
    'Read by flows',
    '  place-order: the whole in input.payment (flow-manager/flows/shop/place-order.yaml:6:117)',
  ]);
  expect(explainType(small, contracts, 'shop.PlaceOrder').readBy).toEqual(
    [
      ['6:59', 'input.orderId', 'orderId'],
      ['6:88', 'input.count', 'count'],
      ['6:117', 'input.payment', 'payment'],
      ['9:58', 'workflow.input.orderId', 'orderId'],
    ].map(([at, expression, field]) => ({ flow: 'place-order', at: `flow-manager/flows/shop/place-order.yaml:${at}`, expression, fields: [field] })),
  );
});

test('a type that is inside itself, or comes twice on a page, is printed once', () => {
  const page = pageOf(explainType(small, contracts, 'shop.Order'));
  expect(page).toEqual([
    'record shop.Order (contracts/shop/schemas/order.avsc)',
    'An order.',
    '  orderId  uuid                             Names the order.',
    '  payment  Card or Transfer or null = null  How it is paid.',
    '    | record shop.Card (contracts/shop/schemas/card.avsc)',
    '    |   last4  string, exactly 4 characters',
    '    | record shop.Transfer (contracts/shop/schemas/transfer.avsc)',
    '    |   iban  string',
    '  status   OrderStatus                      How far it is now.',
    '    | enum shop.OrderStatus (contracts/shop/schemas/order.avsc)',
    '    | How far it is.',
    '    |   UNKNOWN | OPEN | DONE; unknown ones are read as UNKNOWN',
    '  total    decimal(12, 2)                   What it costs.',
    '  parts    array of Order                   What it is made of.',
    '',
    'Travels as',
    '  shop.order.placed.v1 on shop/orderPlaced',
    '  shop.order.reply.v1 on edge/edgeReplies, engine/flowReplies, shop/orderReplies',
    '  shop.order.snapshot.v1 on shop/orderSnapshots',
    '',
    'Used by',
    '  shop.Order',
  ]);
  const replies = pageOf(topic('shop/orderReplies'));
  expect(replies.filter((line) => line.includes('shop.Order ('))).toEqual(['record shop.Order (contracts/shop/schemas/order.avsc)']);
});

test('the JSON form holds the facts as data: constraints, defaults, tags', () => {
  const schema = `{ "type": "record", "name": "GetOrder", "namespace": "shop", "doc": "Asks.", "fields": [
    { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Which one.", "aliases": ["id"] },
    { "name": "mail", "type": ["null", "string"], "default": null, "doc": "Whom to tell.", "maxLength": 9, "format": "email", "confluent:tags": ["PII"] },
    { "name": "marks", "type": { "type": "array", "items": { "type": "string", "minLength": 1 }, "maxItems": 3 }, "default": [], "doc": "Some." } ] }`;
  const set = load({ ...smallContract, 'contracts/shop/schemas/get-order.avsc': schema });
  const { messages } = topic('get-order-entity', set);
  expect(JSON.parse(JSON.stringify(messages[0]?.payload?.fields))).toEqual([
    { name: 'orderId', aliases: ['id'], type: 'uuid', doc: 'Which one.', constraints: {}, tags: [], inside: [] },
    {
      name: 'mail',
      aliases: [],
      type: 'string or null',
      doc: 'Whom to tell.',
      default: null,
      constraints: { maxLength: 9, format: 'email' },
      tags: ['PII'],
      inside: [],
    },
    {
      name: 'marks',
      aliases: [],
      type: 'array of string (at least 1 character)',
      doc: 'Some.',
      default: [],
      constraints: { maxItems: 3 },
      tags: [],
      inside: [],
    },
  ]);
});

test("a group's dead letters are a topic of their own", async () => {
  const schema = '{ "type": "record", "name": "DeadLetter", "namespace": "vyarna.types", "fields": [{ "name": "reason", "type": "string" }] }\n';
  const messages = `${smallContract['contracts/types/messages.yaml']}DeadLetter:
  name: types.dead.letter.v1
  traits: [{ $ref: '../types/envelope.yaml#/message' }]
  payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/dead-letter.avsc' } }
  bindings: { kafka: { schemaLookupStrategy: RecordNameStrategy } }
`;
  const set = load({ ...smallContract, 'contracts/types/messages.yaml': messages, 'contracts/types/schemas/dead-letter.avsc': schema });
  const named = findTopic(set.bundle, 'mail-receipts.shop.order.placed.v1.dlq');
  if (named === undefined || !isDeadLetters(named)) throw new Error('not found');
  expect(pageOf(await explainDeadLetters(set, createContracts(set.bundle), named))).toEqual([
    'mail-receipts.shop.order.placed.v1.dlq: dead letters, what the group mail-receipts could not handle of shop.order.placed.v1',
    '',
    '  key          that of the message it could not handle',
    '  partitions   1, each on 1 broker',
    '  kept         30 days',
    '',
    'Sent by',
    '  mail: mailReceipt, group mail-receipts (contracts/mail/asyncapi.yaml:8:5)',
    '',
    'Message types.dead.letter.v1',
    'Subject vyarna.types.DeadLetter',
    '',
    'record vyarna.types.DeadLetter (contracts/types/schemas/dead-letter.avsc)',
    '  reason  string',
  ]);
});
