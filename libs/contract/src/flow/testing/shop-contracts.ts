import { resolveSchemas } from '@vyarna/avro';
import type { FlowContracts, FlowOperation } from '../check/flow-contracts.ts';

const uuid = '{ "type": "string", "logicalType": "uuid" }';

/** Each file with a line for each field, so that tests can name places. */
const files: { readonly [file: string]: string } = {
  'place-order.avsc': `{ "type": "record", "name": "shop.PlaceOrder", "fields": [
  { "name": "orderId", "type": ${uuid} },
  { "name": "email", "type": "string" },
  { "name": "note", "type": ["null", "string"], "default": null },
  { "name": "urgent", "type": "boolean", "default": false },
  { "name": "count", "type": "int" },
  { "name": "lines", "type": { "type": "array", "items": "shop.Line" } },
  { "name": "prices", "type": { "type": "map", "values": "shop.Money" } },
  { "name": "payment", "type": ["null", "shop.Card", "shop.Transfer"], "default": null },
  { "name": "address", "type": ["null", "shop.Address"], "default": null },
  { "name": "status", "type": "shop.Status" } ] }`,
  'line.avsc': `{ "type": "record", "name": "shop.Line", "fields": [
  { "name": "sku", "type": "string" },
  { "name": "price", "type": "shop.Money" },
  { "name": "parts", "type": { "type": "array", "items": "shop.Line" } } ] }`,
  'money.avsc': `{ "type": "record", "name": "shop.Money", "fields": [
  { "name": "amount", "type": { "type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2 } },
  { "name": "currency", "type": "string" } ] }`,
  'card.avsc': `{ "type": "record", "name": "shop.Card", "fields": [
  { "name": "last4", "type": "string" } ] }`,
  'transfer.avsc': `{ "type": "record", "name": "shop.Transfer", "fields": [
  { "name": "iban", "type": "string" } ] }`,
  'address.avsc': `{ "type": "record", "name": "shop.Address", "fields": [
  { "name": "city", "type": "string" } ] }`,
  'status.avsc': '{ "type": "enum", "name": "shop.Status", "symbols": ["UNKNOWN", "OPEN", "DONE"] }',
  'order.avsc': `{ "type": "record", "name": "shop.Order", "fields": [
  { "name": "orderId", "type": ${uuid} },
  { "name": "status", "type": "shop.Status" },
  { "name": "total", "type": "shop.Money" } ] }`,
  'get-order.avsc': `{ "type": "record", "name": "shop.GetOrder", "fields": [
  { "name": "orderId", "type": ${uuid} },
  { "name": "fields", "type": { "type": "array", "items": "string" }, "default": [] } ] }`,
};

const { definitions, findings } = resolveSchemas(Object.entries(files).map(([file, text]) => ({ id: file, file, text })));
if (findings.length > 0) throw new Error(JSON.stringify(findings));

const byName = new Map(definitions.map((definition) => [definition.type.name, definition]));

const operations: { readonly [id: string]: FlowOperation } = {
  placeOrder: { callable: true, request: 'shop.PlaceOrder', result: 'shop.Order' },
  getOrder: { callable: true, request: 'shop.GetOrder', result: 'shop.Order' },
  pingShop: { callable: true, request: null, result: null },
  onOrderPlaced: { callable: false, request: 'shop.Order', result: null },
};

/** The contracts of a small shop. */
export const shopContracts: FlowContracts = {
  operationIds: Object.keys(operations),
  operation: (id) => operations[id],
  payloadType: (name) => {
    const position = byName.get(name)?.type.position;
    return position && { kind: 'reference', name, constraints: {}, attributes: {}, position };
  },
  definition: (name) => byName.get(name),
  errors: { SOLD_OUT: { status: 409 }, ORDER_NOT_FOUND: { status: 404 }, HALF_READ: { status: null } },
};

/** A flow of the shop with these tasks, each line as it is given; the first stands on line 5. */
export const shopFlow = (tasks: string, more = ''): string => `document: { dsl: '1.0.0', namespace: shop, name: place-order, version: '1.0.0' }
evaluate: { language: cel }
schedule: { on: { one: { with: { type: shop.order.place.v1, flowtype: place-order } } } }
do:
${tasks}
output: { schema: { format: avro, document: shop.Order } }
${more}`;
