import { hashOfBundle } from '@vyarna/contract';
import { describe, expect, test } from 'vitest';
import { loadContracts } from './load.ts';
import { type Files, smallContract, writeRepository } from './testing/index.ts';

const load = (files: Files) => {
  const { root, remove } = writeRepository(files);
  try {
    const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
    if (set === null) throw new Error(JSON.stringify(findings, null, 2));
    return set.bundle;
  } finally {
    remove();
  }
};

const bundle = load(smallContract);

describe('the model of a contract set', () => {
  test('its hash is that of its content', () => {
    expect(hashOfBundle(bundle)).toBe(bundle.hash);
    expect(load(smallContract).hash).toBe(bundle.hash);
  });

  test('a channel has the facts it states and the defaults of its kind', () => {
    expect(bundle.channels['shop/placeOrderFlow']).toEqual({
      key: 'shop/placeOrderFlow',
      app: 'ez-shop',
      summary: '',
      kind: 'trigger',
      lifecycle: 'active',
      address: 'place-order-flow',
      server: 'kafka',
      messages: ['shop.order.place.v1'],
      partitions: 6,
      replicas: 1,
      topicConfiguration: { 'cleanup.policy': 'delete', 'retention.ms': 604_800_000 },
      orderingKey: 'orderId',
      permission: 'can-order',
      quota: 'write',
      timeoutMs: 120_000,
      mutating: false,
      compensatedBy: null,
      retry: { attempts: 3, backoffMs: 200 },
    });
    expect(bundle.channels['shop/placeOrderEntity']).toMatchObject({
      kind: 'request',
      mutating: true,
      timeoutMs: 30_000,
      retry: { attempts: 5, backoffMs: 1000 },
    });
    expect(bundle.channels['shop/orderPlaced']).toMatchObject({
      kind: 'event',
      orderingKey: 'orderId',
      topicConfiguration: { 'cleanup.policy': 'compact,delete', 'retention.ms': 86_400_000 },
    });
    expect(bundle.channels['shop/orderSnapshots']).toMatchObject({
      kind: 'snapshot',
      server: 'postgresql',
      entityKey: 'orderId',
      retentionMonths: 36,
    });
    expect(bundle.channels['edge/edgeReplies']).toMatchObject({ kind: 'reply', slots: 2, orderingKey: null });
  });

  test('a channel that is only referred to belongs to its owner', () => {
    expect(Object.keys(bundle.channels).filter((key) => key.startsWith('mail/'))).toEqual([]);
    expect(bundle.operations['mailReceipt']).toEqual({
      id: 'mailReceipt',
      app: 'mail',
      action: 'receive',
      channel: 'shop/orderPlaced',
      group: 'mail-receipts',
      messages: ['shop.order.placed.v1'],
      reply: null,
    });
  });

  test('a reply lists the channel and its messages, whether stated or not', () => {
    const reply = { channel: 'shop/orderReplies', messages: ['shop.order.reply.v1', 'types.error.reply.v1'] };
    expect(bundle.operations['placeOrder']?.reply).toEqual(reply);
    expect(bundle.operations['getOrder']?.reply).toEqual(reply);
  });

  test('routes place each field in path, query or body, and the gateway makes the id of what is created', () => {
    expect(bundle.routes).toEqual([
      {
        method: 'POST',
        path: '/v1/orders',
        channel: 'shop/placeOrderFlow',
        action: 'placeOrder',
        message: 'shop.order.place.v1',
        response: 'shop.Order',
        success: 201,
        pathFields: [],
        queryFields: [],
        bodyFields: ['count', 'payment'],
        mint: 'orderId',
        permission: 'can-order',
        quota: 'write',
      },
      {
        method: 'GET',
        path: '/v1/orders/{orderId}',
        channel: 'shop/getOrderEntity',
        action: 'getOrder',
        message: 'shop.order.get.v1',
        response: 'shop.Order',
        success: 200,
        pathFields: ['orderId'],
        queryFields: ['fields'],
        bodyFields: [],
        mint: null,
        permission: 'can-read-order',
        quota: 'read',
      },
    ]);
  });

  test('a flow is known by its trigger, its calls at any depth and its answer', () => {
    expect(bundle.flows).toEqual({
      'place-order': {
        name: 'place-order',
        file: 'flow-manager/flows/shop/place-order.yaml',
        channel: 'shop/placeOrderFlow',
        input: 'shop.PlaceOrder',
        output: 'shop.Order',
        calls: ['getOrder', 'placeOrder'],
      },
    });
  });

  test('the parts of flow manager and gateway follow from flows and routes', () => {
    const derived = Object.values(bundle.operations).filter(({ derivedFrom }) => derivedFrom !== undefined);
    expect(derived.map(({ id, app, action, channel, derivedFrom }) => [id, app, action, channel, derivedFrom])).toEqual([
      ['placeOrderFlowCallsGetOrder', 'engine', 'send', 'shop/getOrderEntity', 'flow:place-order'],
      ['placeOrderFlowCallsPlaceOrder', 'engine', 'send', 'shop/placeOrderEntity', 'flow:place-order'],
      ['requestGetOrderEntity', 'edge', 'send', 'shop/getOrderEntity', 'routes'],
      ['requestPlaceOrderFlow', 'edge', 'send', 'shop/placeOrderFlow', 'routes'],
      ['runPlaceOrderFlow', 'engine', 'receive', 'shop/placeOrderFlow', 'flow:place-order'],
    ]);
    expect(bundle.operations['runPlaceOrderFlow']).toMatchObject({
      group: 'engine',
      reply: { channel: 'shop/orderReplies', messages: ['shop.order.reply.v1', 'types.error.reply.v1'] },
    });
    for (const id of ['receiveFlowReply', 'receiveEdgeReply']) {
      expect(bundle.operations[id]?.messages).toEqual(['shop.order.reply.v1', 'types.error.reply.v1']);
    }
  });

  test('a reply topic by slot is never taken for the one of flows, also where its slots are not listed', () => {
    const edge = 'contracts/edge/asyncapi.yaml';
    const unlisted = load({ ...smallContract, [edge]: smallContract[edge]?.replace(" enum: ['0', '1'] ", '') ?? '' });
    expect(unlisted.operations['runPlaceOrderFlow']?.app).toBe('engine');
    expect(unlisted.operations['requestGetOrderEntity']).toBeUndefined();
  });

  test('messages, types, errors and headers are as their files say', () => {
    expect(bundle.messages['shop.order.reply.v1']).toEqual({
      name: 'shop.order.reply.v1',
      app: 'ez-shop',
      summary: '',
      payload: 'shop.Order',
      lookup: 'RecordNameStrategy',
    });
    expect(bundle.messages['types.error.reply.v1']?.app).toBe('types');
    expect(Object.keys(bundle.types)).toEqual([
      'shop.Card',
      'shop.GetOrder',
      'shop.Order',
      'shop.OrderStatus',
      'shop.PlaceOrder',
      'shop.Transfer',
      'types.ErrorReply',
    ]);
    expect(bundle.types['shop.OrderStatus']?.file).toBe('contracts/shop/schemas/order.avsc');
    expect(bundle.errors['SOLD_OUT']).toEqual({ status: 409, title: 'Nothing is left.' });
    expect(bundle.envelope).toEqual({ type: 'object', required: ['ce_id'], properties: { ce_id: { type: 'string', format: 'uuid' } } });
  });
});
