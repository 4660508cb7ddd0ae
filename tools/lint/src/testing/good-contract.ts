import type { Files } from '@vyarna/loader/testing';

/** A contract set of every kind of channel, in which no rule finds anything. Tests change one thing in it. */

const avro = (file: string): string => `{ schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/${file}.avsc' } }`;
const envelope = "traits: [{ $ref: '../types/envelope.yaml#/message' }]";
const topic = (more = ''): string => `bindings: { kafka: { partitions: 6, replicas: 3${more}, bindingVersion: '0.5.0' } }`;
const framed = (lookup: string, key = 'type: string'): string =>
  `bindings: { kafka: { key: { ${key} }, schemaIdLocation: payload, schemaIdPayloadEncoding: confluent, schemaLookupStrategy: ${lookup}, bindingVersion: '0.5.0' } }`;
const byTopic = framed('TopicNameStrategy', 'type: string, format: uuid');
const byRecord = framed('RecordNameStrategy');
const group = (name: string): string => `bindings: { kafka: { groupId: { type: string, const: ${name} }, bindingVersion: '0.5.0' } }`;

const types: Files = {
  'contracts/types/OWNERS': '* @shop/platform\n',
  'contracts/types/servers.yaml': `kafka: { host: 'kafka:9092', protocol: kafka }
tables: { host: 'postgres:5432', protocol: postgresql }
rabbit: { host: 'rabbit:5672', protocol: amqp }
`,
  'contracts/types/envelope.yaml': `message:
  headers: { type: object, required: [ce_id], properties: { ce_id: { type: string, format: uuid }, ce_replyto: { type: string } } }
`,
  'contracts/types/errors.yaml': `SOLD_OUT: { status: 409, title: Nothing is left. }
ORDER_NOT_FOUND: { status: 404, title: There is no such order. }
`,
  'contracts/types/messages.yaml': `ErrorReply:
  name: types.error.reply.v1
  summary: Says why a request was not carried out.
  ${envelope}
  payload: ${avro('error-reply')}
  ${byRecord}
`,
  'contracts/types/schemas/error-reply.avsc': `{ "type": "record", "name": "ErrorReply", "namespace": "types", "doc": "Says why a request was not carried out.", "fields": [
  { "name": "code", "type": "string", "doc": "From the catalogue, such as SOLD_OUT." } ] }
`,
  'contracts/types/examples/error-reply/sold-out.json': `{
  "name": "sold-out",
  "summary": "The last one is gone.",
  "payload": { "code": "SOLD_OUT" }
}
`,
};

const shop: Files = {
  'contracts/shop/OWNERS': '# Who reviews.\n* @shop/orders\n',
  'contracts/shop/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: ez-shop, version: 1.0.0, description: Takes orders and keeps them. }
servers:
  kafka: { $ref: '../types/servers.yaml#/kafka' }
  tables: { $ref: '../types/servers.yaml#/tables' }
channels:
  placeOrderFlow:
    address: place-order-flow
    summary: Starts the flow that reserves stock and places an order.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { PlaceOrder: { $ref: '#/components/messages/PlaceOrder' } }
    ${topic()}
    x-vyarna: { lifecycle: active, http: { post: /v1/orders, body: '*', success: 201 }, permission: can-place-order, quota: write, timeout: 2m }
  placeOrderEntity:
    address: place-order-entity
    summary: Places an order.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { PlaceOrder: { $ref: '#/components/messages/PlaceOrder' } }
    ${topic()}
    x-vyarna: { lifecycle: active, permission: can-place-order, mutating: true, compensatedBy: cancelOrder, deadLetter: { retention: 30d } }
  cancelOrderEntity:
    address: cancel-order-entity
    summary: Takes an order back.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { CancelOrder: { $ref: '#/components/messages/CancelOrder' } }
    ${topic()}
    x-vyarna: { lifecycle: active, permission: can-cancel-order, mutating: true }
  getOrderEntity:
    address: get-order-entity
    summary: Reads one order.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { GetOrder: { $ref: '#/components/messages/GetOrder' } }
    ${topic()}
    x-vyarna: { lifecycle: active, http: { get: '/v1/orders/{orderId}' }, permission: can-read-order, quota: read, timeout: 10s }
  orderReplies:
    address: null
    summary: What requests about orders are answered with.
    servers: [{ $ref: '#/servers/kafka' }]
    messages:
      OrderReply: { $ref: '#/components/messages/OrderReply' }
      ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' }
    x-vyarna: { lifecycle: active }
  orderPlaced:
    address: shop.order.placed.v1
    summary: An order was placed.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { OrderPlaced: { $ref: '#/components/messages/OrderPlaced' } }
    ${topic(', topicConfiguration: { retention.ms: 86400000 }')}
    x-vyarna: { lifecycle: active }
  orderState:
    address: shop.order.state.v1
    summary: Every order as it stands.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { OrderState: { $ref: '#/components/messages/OrderState' } }
    ${topic()}
    x-vyarna: { lifecycle: active }
  orderSnapshots:
    address: ztracking-order
    summary: Every state an order ever had.
    servers: [{ $ref: '#/servers/tables' }]
    messages: { OrderSnapshot: { $ref: '#/components/messages/OrderSnapshot' } }
    x-vyarna: { lifecycle: active, entityKey: orderId, retentionMonths: 36 }
operations:
  placeOrder:
    action: receive
    summary: Places the order.
    channel: { $ref: '#/channels/placeOrderEntity' }
    ${group('ez-shop')}
    reply:
      address: { location: '$message.header#/ce_replyto' }
      channel: { $ref: '#/channels/orderReplies' }
  cancelOrder:
    action: receive
    summary: Cancels the order.
    channel: { $ref: '#/channels/cancelOrderEntity' }
    ${group('ez-shop')}
    reply:
      address: { location: '$message.header#/ce_replyto' }
      channel: { $ref: '#/channels/orderReplies' }
  getOrder:
    action: receive
    summary: Answers with one order.
    channel: { $ref: '#/channels/getOrderEntity' }
    ${group('ez-shop')}
    reply:
      address: { location: '$message.header#/ce_replyto' }
      channel: { $ref: '#/channels/orderReplies' }
      messages: [{ $ref: '#/channels/orderReplies/messages/OrderReply' }, { $ref: '#/channels/orderReplies/messages/ErrorReply' }]
  announceOrder: { action: send, summary: Tells of a new order., channel: { $ref: '#/channels/orderPlaced' } }
  publishOrder: { action: send, summary: Keeps views of orders up to date., channel: { $ref: '#/channels/orderState' } }
  recordOrder: { action: send, summary: Keeps the order as it stands., channel: { $ref: '#/channels/orderSnapshots' } }
components:
  messages:
    PlaceOrder:
      name: shop.order.place.v1
      summary: Asks for an order.
      ${envelope}
      payload: ${avro('place-order')}
      ${byTopic}
    CancelOrder:
      name: shop.order.cancel.v1
      summary: Asks that an order be taken back.
      ${envelope}
      payload: ${avro('cancel-order')}
      ${byTopic}
    GetOrder:
      name: shop.order.get.v1
      summary: Asks for one order.
      ${envelope}
      payload: ${avro('get-order')}
      ${byTopic}
    OrderReply:
      name: shop.order.reply.v1
      summary: The order asked for.
      ${envelope}
      payload: ${avro('order')}
      ${byRecord}
    OrderPlaced:
      name: shop.order.placed.v1
      summary: The new order.
      ${envelope}
      payload: ${avro('order')}
      ${byTopic}
    OrderState:
      name: shop.order.state.v1
      summary: The order as it stands.
      ${envelope}
      payload: ${avro('order')}
      ${byTopic}
    OrderSnapshot:
      name: shop.order.snapshot.v1
      summary: The order at one moment.
      payload: ${avro('order')}
`,
  'contracts/shop/schemas/place-order.avsc': `{ "type": "record", "name": "PlaceOrder", "namespace": "shop", "doc": "Asks for goods to be set aside and sent.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Minted by the gateway." },
  { "name": "count", "type": "int", "default": 1, "doc": "Pieces wanted.", "minimum": 1 },
  { "name": "email", "type": "string", "doc": "Where the receipt goes.", "maxLength": 254, "confluent:tags": ["PII"] } ] }
`,
  'contracts/shop/schemas/cancel-order.avsc': `{ "type": "record", "name": "CancelOrder", "namespace": "shop", "doc": "Takes an order back before it is sent.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "The order to take back." } ] }
`,
  'contracts/shop/schemas/get-order.avsc': `{ "type": "record", "name": "GetOrder", "namespace": "shop", "doc": "Asks for one order of the caller.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "The order to read." } ] }
`,
  'contracts/shop/schemas/order.avsc': `{ "type": "record", "name": "Order", "namespace": "shop", "doc": "Goods that a customer asked for.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Stays the same for ever." },
  { "name": "status", "type": "shop.OrderStatus", "doc": "How far it is." },
  { "name": "total", "type": { "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }, "doc": "What the customer pays, taxes included." },
  { "name": "weight", "type": ["null", "long"], "default": null, "doc": "In grams; null until it is packed.", "maximum": 1000000000 },
  { "name": "placedAt", "type": { "type": "long", "logicalType": "timestamp-micros" }, "doc": "By the clock of the database." },
  { "name": "parts", "type": { "type": "array", "items": "shop.OrderPart" }, "doc": "In the order they were chosen." } ] }
`,
  'contracts/shop/schemas/order-status.avsc': `{ "type": "enum", "name": "OrderStatus", "namespace": "shop", "doc": "How far the goods are on their way.", "symbols": ["UNKNOWN", "OPEN", "DONE"], "default": "UNKNOWN" }
`,
  'contracts/shop/schemas/order-part.avsc': `{ "type": "record", "name": "OrderPart", "namespace": "shop", "doc": "Pieces of one article.", "fields": [
  { "name": "article", "type": "string", "doc": "Its number in the catalogue." } ] }
`,
};

const order = '"orderId": "01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11"';
const whole = `${order}, "status": "OPEN", "total": "12.50", "weight": null, "placedAt": "2026-11-21T10:15:30.123456Z", "parts": [{ "article": "A-1" }]`;
const example = (name: string, payload: string): string => `{
  "name": "${name}",
  "summary": "As it mostly is.",
  "payload": { ${payload} }
}
`;

const examples: Files = {
  'contracts/shop/examples/place-order/usual.json': example('usual', `${order}, "count": 2, "email": "ada@example.org"`),
  'contracts/shop/examples/cancel-order/usual.json': example('usual', order),
  'contracts/shop/examples/get-order/usual.json': example('usual', order),
  'contracts/shop/examples/order-reply/usual.json': example('usual', whole),
  'contracts/shop/examples/order-placed/usual.json': example('usual', whole),
  'contracts/shop/examples/order-state/usual.json': example('usual', whole),
  'contracts/shop/examples/order-snapshot/usual.json': example('usual', whole),
  'contracts/mail/examples/send-mail/usual.json': example('usual', order),
};

const others: Files = {
  'contracts/mail/OWNERS': '/schemas/ @shop/mail\n* @shop/mail @shop/platform\n',
  'contracts/mail/asyncapi.yaml': `asyncapi: 3.0.0
info: { title: mail, version: 1.0.0, description: Writes to customers. }
servers:
  kafka: { $ref: '../types/servers.yaml#/kafka' }
  rabbit: { $ref: '../types/servers.yaml#/rabbit' }
channels:
  orderPlaced: { $ref: '../shop/asyncapi.yaml#/channels/orderPlaced' }
  orderState: { $ref: '../shop/asyncapi.yaml#/channels/orderState' }
  sendMail:
    address: mail.send.high
    summary: Mails to be sent before others.
    servers: [{ $ref: '#/servers/rabbit' }]
    messages: { SendMail: { $ref: '#/components/messages/SendMail' } }
    bindings: { amqp: { is: queue, queue: { name: mail.send.high, durable: true }, bindingVersion: 0.3.0 } }
    x-vyarna: { lifecycle: active, kind: queue }
operations:
  mailReceipt:
    action: receive
    summary: Writes to the customer.
    channel: { $ref: '#/channels/orderPlaced' }
    ${group('mail-receipts')}
  watchOrders:
    action: receive
    summary: Knows which orders are open.
    channel: { $ref: '#/channels/orderState' }
    ${group('mail.views')}
  sendMail: { action: receive, summary: Sends one., channel: { $ref: '#/channels/sendMail' } }
components:
  messages:
    SendMail:
      name: mail.mail.send.v1
      summary: One mail.
      ${envelope}
      payload: ${avro('send-mail')}
`,
  'contracts/mail/schemas/send-mail.avsc': `{ "type": "record", "name": "SendMail", "namespace": "mail", "doc": "Asks for a receipt to be written.", "fields": [
  { "name": "orderId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "What it is about." } ] }
`,
  'contracts/engine/OWNERS': '* @shop/platform\n',
  'contracts/engine/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: engine, version: 1.0.0, description: Runs flows. }
servers: { kafka: { $ref: '../types/servers.yaml#/kafka' } }
channels:
  flowReplies:
    address: flow.replies
    summary: Answers to requests that flows make.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' } }
    ${topic()}
    x-vyarna: { lifecycle: active }
operations:
  receiveFlowReply: { action: receive, summary: Goes on with a run., channel: { $ref: '#/channels/flowReplies' }, ${group('engine')} }
`,
  'contracts/edge/OWNERS': '* @shop/platform\n',
  'contracts/edge/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: edge, version: 1.0.0, description: Speaks HTTP. }
servers: { kafka: { $ref: '../types/servers.yaml#/kafka' } }
channels:
  edgeReplies:
    address: edge.replies.{slot}
    summary: Answers to HTTP callers.
    parameters: { slot: { description: The leased one., enum: ['0', '1'] } }
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' } }
    ${topic()}
    x-vyarna: { lifecycle: active }
operations:
  receiveEdgeReply: { action: receive, summary: Answers a caller., channel: { $ref: '#/channels/edgeReplies' }, ${group('edge')} }
`,
  'flow-manager/flows/shop/place-order.yaml': `document: { dsl: '1.0.0', namespace: shop, name: place-order, version: '1.0.0' }
schedule: { on: { one: { with: { type: shop.order.place.v1, flowtype: place-order } } } }
do:
  - careful:
      try:
        - place: { call: placeOrder, with: { orderId: '\${ input.orderId }', count: '\${ input.count }', email: '\${ input.email }' } }
      catch:
        errors: { with: { code: SOLD_OUT } }
        do:
          - look: { call: getOrder, with: { orderId: '\${ workflow.input.orderId }' } }
          - refuse: { raise: { error: { type: 'vyarna://errors/SOLD_OUT', status: 409 } } }
output: { schema: { format: avro, document: shop.Order } }
evaluate: { language: cel }
`,
};

export const goodContract: Files = { ...types, ...shop, ...examples, ...others };
