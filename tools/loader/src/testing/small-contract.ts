import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files by path, relative to a repository. */
export type Files = Readonly<Record<string, string>>;

const avro = (file: string): string => `{ schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/${file}.avsc' } }`;
const envelope = "traits: [{ $ref: '../types/envelope.yaml#/message' }]";
const record = 'bindings: { kafka: { schemaLookupStrategy: RecordNameStrategy } }';
const topic = (partitions: number): string => `bindings: { kafka: { partitions: ${partitions}, replicas: 1, bindingVersion: '0.5.0' } }`;

const types: Files = {
  'contracts/types/servers.yaml': `kafka: { host: 'kafka:9092', protocol: kafka }
tables: { host: 'postgres:5432', protocol: postgresql }
`,
  'contracts/types/envelope.yaml': `message:
  headers: { type: object, required: [ce_id], properties: { ce_id: { type: string, format: uuid } } }
`,
  'contracts/types/errors.yaml': `SOLD_OUT: { status: 409, title: Nothing is left. }
ORDER_NOT_FOUND: { status: 404, title: There is no such order. }
`,
  'contracts/types/messages.yaml': `ErrorReply:
  name: types.error.reply.v1
  ${envelope}
  payload: ${avro('error-reply')}
  ${record}
`,
  'contracts/types/schemas/error-reply.avsc': `{ "type": "record", "name": "ErrorReply", "namespace": "types", "fields": [
  { "name": "code", "type": "string" } ] }
`,
};

const shop: Files = {
  'contracts/shop/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: ez-shop, version: 1.0.0, description: Orders. }
servers:
  kafka: { $ref: '../types/servers.yaml#/kafka' }
  tables: { $ref: '../types/servers.yaml#/tables' }
channels:
  placeOrderFlow:
    address: place-order-flow
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { PlaceOrder: { $ref: '#/components/messages/PlaceOrder' } }
    ${topic(6)}
    x-vyarna: { lifecycle: active, http: { post: /v1/orders, body: '*', success: 201 }, permission: can-order, quota: write, timeout: 2m }
  placeOrderEntity:
    address: place-order-entity
    summary: Places an order.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { PlaceOrder: { $ref: '#/components/messages/PlaceOrder' } }
    ${topic(6)}
    x-vyarna: { lifecycle: active, permission: can-order, mutating: true, retry: { attempts: 5, backoff: 1s } }
  getOrderEntity:
    address: get-order-entity
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { GetOrder: { $ref: '#/components/messages/GetOrder' } }
    ${topic(6)}
    x-vyarna: { lifecycle: active, http: { get: '/v1/orders/{orderId}' }, permission: can-read-order, quota: read, timeout: 10s }
  orderReplies:
    address: null
    servers: [{ $ref: '#/servers/kafka' }]
    messages:
      OrderReply: { $ref: '#/components/messages/OrderReply' }
      ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' }
    x-vyarna: { lifecycle: active }
  orderPlaced:
    address: shop.order.placed.v1
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { OrderPlaced: { $ref: '#/components/messages/OrderPlaced' } }
    bindings: { kafka: { partitions: 6, replicas: 1, topicConfiguration: { retention.ms: 86400000, cleanup.policy: [compact, delete] } } }
    x-vyarna: { lifecycle: active }
  orderSnapshots:
    address: ztracking-order
    servers: [{ $ref: '#/servers/tables' }]
    messages: { OrderSnapshot: { $ref: '#/components/messages/OrderSnapshot' } }
    x-vyarna: { lifecycle: active, entityKey: orderId, retentionMonths: 36 }
operations:
  placeOrder:
    action: receive
    channel: { $ref: '#/channels/placeOrderEntity' }
    reply:
      address: { location: '$message.header#/ce_replyto' }
      channel: { $ref: '#/channels/orderReplies' }
  getOrder:
    action: receive
    channel: { $ref: '#/channels/getOrderEntity' }
    reply:
      address: { location: '$message.header#/ce_replyto' }
      channel: { $ref: '#/channels/orderReplies' }
      messages: [{ $ref: '#/channels/orderReplies/messages/OrderReply' }, { $ref: '#/channels/orderReplies/messages/ErrorReply' }]
  announceOrder: { action: send, channel: { $ref: '#/channels/orderPlaced' } }
  recordOrder: { action: send, channel: { $ref: '#/channels/orderSnapshots' } }
components:
  messages:
    PlaceOrder:
      name: shop.order.place.v1
      summary: Asks for an order.
      ${envelope}
      payload: ${avro('place-order')}
    GetOrder:
      name: shop.order.get.v1
      ${envelope}
      payload: ${avro('get-order')}
    OrderReply:
      name: shop.order.reply.v1
      ${envelope}
      payload: ${avro('order')}
      ${record}
    OrderPlaced:
      name: shop.order.placed.v1
      ${envelope}
      payload: ${avro('order')}
    OrderSnapshot:
      name: shop.order.snapshot.v1
      payload: ${avro('order')}
`,
  'contracts/shop/schemas/place-order.avsc': `{ "type": "record", "name": "PlaceOrder", "namespace": "shop", "doc": "Asks for an order.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Made by the gateway." },
  { "name": "count", "type": "int", "default": 1, "doc": "How many.", "minimum": 1 },
  { "name": "payment", "type": ["null", "shop.Card", "shop.Transfer"], "default": null, "doc": "How it is paid." } ] }
`,
  'contracts/shop/schemas/get-order.avsc': `{ "type": "record", "name": "GetOrder", "namespace": "shop", "doc": "Asks for one order.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Which one." },
  { "name": "fields", "type": { "type": "array", "items": "string" }, "default": [], "doc": "Only these." } ] }
`,
  'contracts/shop/schemas/order.avsc': `{ "type": "record", "name": "Order", "namespace": "shop", "doc": "An order.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Names the order." },
  { "name": "payment", "type": ["null", "shop.Card", "shop.Transfer"], "default": null, "doc": "How it is paid." },
  { "name": "status", "type": { "type": "enum", "name": "OrderStatus", "symbols": ["UNKNOWN", "OPEN", "DONE"], "default": "UNKNOWN", "doc": "How far it is." }, "doc": "How far it is now." },
  { "name": "total", "type": { "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }, "doc": "What it costs." },
  { "name": "parts", "type": { "type": "array", "items": "Order" }, "doc": "What it is made of." } ] }
`,
  'contracts/shop/schemas/card.avsc': `{ "type": "record", "name": "Card", "namespace": "shop", "fields": [{ "name": "last4", "type": "string", "minLength": 4, "maxLength": 4 }] }
`,
  'contracts/shop/schemas/transfer.avsc': `{ "type": "record", "name": "Transfer", "namespace": "shop", "fields": [{ "name": "iban", "type": "string" }] }
`,
};

const others: Files = {
  'contracts/mail/asyncapi.yaml': `asyncapi: 3.0.0
info: { title: mail, version: 1.0.0 }
servers: { kafka: { $ref: '../types/servers.yaml#/kafka' } }
channels:
  orderPlaced: { $ref: '../shop/asyncapi.yaml#/channels/orderPlaced' }
operations:
  mailReceipt:
    action: receive
    channel: { $ref: '#/channels/orderPlaced' }
    bindings: { kafka: { groupId: { type: string, const: mail-receipts } } }
`,
  'contracts/engine/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: engine, version: 1.0.0 }
servers: { kafka: { $ref: '../types/servers.yaml#/kafka' } }
channels:
  flowReplies:
    address: flow.replies
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' } }
    ${topic(3)}
    x-vyarna: { lifecycle: active }
operations:
  receiveFlowReply: { action: receive, channel: { $ref: '#/channels/flowReplies' } }
`,
  'contracts/edge/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: edge, version: 1.0.0 }
servers: { kafka: { $ref: '../types/servers.yaml#/kafka' } }
channels:
  edgeReplies:
    address: edge.replies.{slot}
    parameters: { slot: { enum: ['0', '1'] } }
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' } }
    ${topic(1)}
    x-vyarna: { lifecycle: active }
operations:
  receiveEdgeReply: { action: receive, channel: { $ref: '#/channels/edgeReplies' } }
`,
  'flow-manager/flows/shop/place-order.yaml': `document: { dsl: '1.0.0', namespace: shop, name: place-order, version: '1.0.0' }
schedule: { on: { one: { with: { type: shop.order.place.v1, flowtype: place-order } } } }
do:
  - careful:
      try:
        - place: { call: placeOrder, with: { orderId: '\${ input.orderId }', count: '\${ input.count }', payment: '\${ input.payment }' } }
      catch:
        do:
          - look: { call: getOrder, with: { orderId: '\${ workflow.input.orderId }' } }
output: { schema: { format: avro, document: shop.Order } }
evaluate: { language: cel }
`,
};

/** A contract set with one of each kind, without findings: for tests, which change a word of it. */
export const smallContract: Files = { ...types, ...shop, ...others };

/** Writes files below a new temporary folder. */
export const writeRepository = (files: Files): { readonly root: string; readonly remove: () => void } => {
  const root = mkdtempSync(join(tmpdir(), 'vyarna-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
};
