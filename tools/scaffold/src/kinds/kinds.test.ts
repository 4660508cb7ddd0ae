import { describe, expect, test } from 'vitest';
import { parseFields } from '../fields/field-spec.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { filesOf, smallWork } from '../testing/small-repository.ts';
import { addApp } from './new-app.ts';
import { addEvent } from './new-event.ts';
import { addFlowOfCalls } from './new-flow.ts';
import { addRequest, type NewRequest } from './new-request.ts';
import { addSnapshot } from './new-snapshot.ts';
import { addState } from './new-state.ts';

const request = (scaffolding: Scaffolding, name: string, more: Partial<NewRequest> = {}) =>
  addRequest(scaffolding, { name, app: 'shop', fields: [], reply: [], flow: false, ...more });

/** The contract set with an entity `return`, and requests to create and to read one. */
const withReturns = () => {
  const work = smallWork();
  const fields = parseFields(['reason:string(80) Why it came back.', 'amount:decimal What is paid back.']);
  request(work.scaffolding, 'create-return', { route: { method: 'post', path: '/v1/returns' }, fields });
  const second = smallWork(filesOf(work.scaffolding));
  request(second.scaffolding, 'get-return', { route: { method: 'get', path: '/v1/returns/{returnId}' } });
  return smallWork({ ...filesOf(work.scaffolding), ...filesOf(second.scaffolding) });
};

describe('a new application', () => {
  test('has a document that loads, and a service with a folder of its own', () => {
    const { scaffolding, findings, text } = smallWork();
    addApp(scaffolding, { name: 'sales-tax' });
    expect(findings()).toEqual([]);
    expect(text('contracts/sales-tax/asyncapi.yaml')).toContain('title: ez-sales-tax\n');
    expect(scaffolding.draft.changes.map(({ path }) => path)).toEqual([
      'contracts/sales-tax/OWNERS',
      'contracts/sales-tax/asyncapi.yaml',
      'services/sales-tax/README.md',
      'services/sales-tax/package.json',
      'services/sales-tax/src/database.ts',
      'services/sales-tax/src/main.ts',
      'services/sales-tax/src/register-handlers.ts',
      'services/sales-tax/src/sales-tax.it.test.ts',
      'services/sales-tax/src/service.ts',
      'services/sales-tax/src/start-sales-tax.ts',
    ]);
    expect(scaffolding.draft.byHand).toEqual([
      'contracts/README.md: give sales-tax/ a row.',
      'README.md: name services/sales-tax among the services.',
    ]);
  });

  test.each([
    ['ez-shop', 'EXISTS', 'ez-shop is there already, in contracts/shop.'],
    ['shop', 'EXISTS', 'ez-shop is there already, in contracts/shop.'],
    ['types', 'INVALID', "types is a name of the platform's own: choose another."],
    ['Sales', 'INVALID', 'An application is named in lower case with hyphens, such as ez-invoice, not Sales.'],
  ])('%s is refused', (name, code, message) => {
    const { scaffolding } = smallWork();
    expect(() => addApp(scaffolding, { name })).toThrow(expect.objectContaining({ code, message }));
    expect(scaffolding.draft.changes).toEqual([]);
  });
});

describe('a new request', () => {
  test('that creates brings its entity, goes through a flow, and is routed there', () => {
    const { scaffolding, text, findings } = smallWork();
    const next = request(scaffolding, 'create-return', {
      route: { method: 'post', path: '/v1/returns' },
      fields: parseFields(['reason:string(80) Why it came back.', 'state:enum(OPEN|DONE) How far it is.']),
    });
    expect(findings()).toEqual([]);
    expect(scaffolding.draft.changes.map(({ path, before }) => `${before === undefined ? '+' : '~'} ${path}`)).toEqual([
      '~ contracts/shop/asyncapi.yaml',
      '+ contracts/shop/examples/create-return/typical.json',
      '+ contracts/shop/examples/return-reply/typical.json',
      '+ contracts/shop/examples/return-snapshot/typical.json',
      '+ contracts/shop/schemas/create-return.avsc',
      '+ contracts/shop/schemas/return.avsc',
      '~ contracts/types/errors.yaml',
      '+ flow-manager/flows/shop/create-return.yaml',
    ]);
    expect(text('contracts/shop/schemas/create-return.avsc')).toBe(`{
  "type": "record", "name": "CreateReturn", "namespace": "vyarna.shop", "doc": "Asks for a new return in the caller's business unit.",
  "fields": [
    { "name": "returnId", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Minted by the gateway, where the request comes by HTTP." },
    { "name": "reason", "type": "string", "doc": "Why it came back.", "minLength": 1, "maxLength": 80 },
    { "name": "state", "type": "vyarna.shop.ReturnState", "doc": "How far it is." }
  ]
}
`);
    expect(text('contracts/shop/asyncapi.yaml')).toContain(`  createReturnFlow:
    address: create-return-flow
    summary: Starts the flow behind POST /v1/returns.
    servers: [{ $ref: '#/servers/kafka' }]
    messages:
      CreateReturn: { $ref: '#/components/messages/CreateReturn' }
    bindings: { kafka: { partitions: 12, replicas: 3, bindingVersion: '0.5.0' } }
    x-vyarna:
      kind: trigger
      lifecycle: active
      orderingKey: payload.returnId
      http: { post: /v1/returns, body: '*', success: 201 }
      permission: can-create-return
      quota: write
      timeout: 5m
`);
    expect(next).toEqual([{ method: 'POST', url: '/v1/returns', body: { reason: 'Reason', state: 'OPEN' } }]);
    expect(scaffolding.draft.byHand).toEqual(['services/shop: there is none, so createReturn has no handler yet.']);
  });

  test('keeps every line of the document that it is added to', () => {
    const { scaffolding, text } = smallWork();
    const before = text('contracts/shop/asyncapi.yaml').split('\n');
    request(scaffolding, 'create-return', { fields: parseFields(['reason:string']) });
    const after = text('contracts/shop/asyncapi.yaml').split('\n');
    // Only channels that took their key from the only snapshot say it themselves from now on.
    const lost = before.filter((line) => !after.includes(line));
    expect(lost.length).toBeGreaterThan(0);
    for (const line of lost) expect(after).toContain(line.replace(/ \}$/, ', orderingKey: payload.orderId }'));
  });

  test('gives the channels of a first entity their key when a second one comes', () => {
    const { scaffolding, findings } = smallWork();
    request(scaffolding, 'create-return', { fields: parseFields(['reason:string']) });
    expect(findings()).toEqual([]);
  });

  test.each(['get-many-returns', 'get-history-return', 'update-return', 'approve-return', 'create-return-v2'])(
    '%s uses the entity that is there',
    (name) => {
      const { scaffolding, findings } = withReturns();
      request(scaffolding, name);
      expect(findings()).toEqual([]);
    },
  );

  test('about no entity is answered with a record of its own', () => {
    const { scaffolding, findings, text } = smallWork();
    const reply = parseFields(['price:decimal What it costs.']);
    request(scaffolding, 'quote-price', { route: { method: 'get', path: '/v1/quotes' }, fields: parseFields(['count:int']), reply });
    expect(findings()).toEqual([]);
    expect(text('contracts/types/errors.yaml')).toContain(
      "NOT_IMPLEMENTED: { status: 501, title: 'The contract promises this, and it is not written yet.' }\n",
    );
    expect(text('contracts/shop/asyncapi.yaml')).toContain('http: { get: /v1/quotes, success: 200 }\n');
  });

  const post = (path: string) => ({ route: { method: 'post' as const, path } });
  test.each<[string, Partial<NewRequest>, string, string]>([
    ['place-order', {}, 'EXISTS', 'ez-shop receives placeOrder already, on shop/placeOrderEntity.'],
    ['create', {}, 'INVALID', 'A request is named by what is to be done with what, such as create-invoice or get-many-invoices, not create.'],
    ['create-return-v1', {}, 'INVALID', 'The first version has no number: create-return, not create-return-v1.'],
    ['create-return', {}, 'INVALID', "A return needs fields: --field 'name:string What it is for.' and so on."],
    ['create-return', { fields: parseFields(['createdAt:date']) }, 'INVALID', 'createdAt is given by the platform: leave it out.'],
    ['create-return', { app: 'ez-shp' }, 'MISSING', 'There is no application ez-shp. Did you mean "ez-shop"?'],
    [
      'create-return',
      { fields: parseFields(['reason:string']), ...post('/v1/orders') },
      'EXISTS',
      'POST /v1/orders is the route of shop/placeOrderFlow already.',
    ],
    [
      'create-return',
      { fields: parseFields(['reason:string']), ...post('/returns') },
      'INVALID',
      'A path begins with its version and is in lower case, such as /v1/invoices/{invoiceId}, not /returns.',
    ],
    [
      'create-return',
      { fields: parseFields(['reason:string']), ...post('/v1/returns/{returnid}') },
      'INVALID',
      'The path names {returnid}. Did you mean "returnId"?',
    ],
    ['create-return', { fields: parseFields(['reason:string']), flow: true }, 'INVALID', 'A flow is started over HTTP: give --post with a path.'],
    [
      'create-return',
      { fields: parseFields(['reason:string']), route: { method: 'get', path: '/v1/returns' } },
      'INVALID',
      'create-return changes something, so it cannot be a get: use --post.',
    ],
    [
      'get-many-orderz',
      {},
      'MISSING',
      'ez-shop has no entity orderz. Did you mean "order"? vyarna new request create-<entity> adds an entity with its fields.',
    ],
    [
      'quote-price',
      {},
      'INVALID',
      'Say what quote-price is answered with: --reply name:type and so on. (ez-shop has no entity price; vyarna new request create-price --app ez-shop adds that.)',
    ],
  ])('%s %j is refused', (name, more, code, message) => {
    const { scaffolding } = smallWork();
    expect(() => request(scaffolding, name, more)).toThrow(expect.objectContaining({ code, message }));
  });

  test('of an entity without such a field is refused', () => {
    const { scaffolding } = withReturns();
    expect(() => request(scaffolding, 'update-return', { fields: parseFields(['reson']) })).toThrow(
      'The return has no field reson. Did you mean "reason"?',
    );
  });
});

describe('a new snapshot', () => {
  test('is an entity by itself, once', () => {
    const { scaffolding, findings } = smallWork();
    addSnapshot(scaffolding, { name: 'return', app: 'shop', fields: parseFields(['reason:string']) });
    expect(findings()).toEqual([]);
    expect(() => addSnapshot(scaffolding, { name: 'order', app: 'shop', fields: [] })).toThrow('ez-shop keeps snapshots of order already.');
  });
});

describe('a new event', () => {
  test('carries its entity, or fields of its own, and reaches who is to receive it', () => {
    const { scaffolding, findings, text } = withReturns();
    addEvent(scaffolding, { name: 'return.paid', app: 'shop', fields: [], consumers: ['mail'] });
    addEvent(scaffolding, { name: 'shop.return.sent.v1', app: 'shop', fields: parseFields(['carrier:string Who has it.']), consumers: [] });
    expect(findings()).toEqual([]);
    expect(text('contracts/shop/asyncapi.yaml')).toContain('    address: shop.return.paid.v1\n');
    expect(text('contracts/mail/asyncapi.yaml')).toContain("  returnPaid: { $ref: '../shop/asyncapi.yaml#/channels/returnPaid' }\n");
    expect(text('contracts/shop/schemas/return-sent.avsc')).toContain('"name": "returnId"');
  });

  test.each([
    ['paid', 'INVALID', 'An event is named by what happened to what: shop.invoice.paid.v1, or invoice.paid, not paid.'],
    ['mail.return.paid.v1', 'INVALID', 'ez-shop sends events of its own domain: shop.return.paid.v1, not mail.return.paid.v1.'],
    ['shop.order.placed.v1', 'EXISTS', 'shop.order.placed.v1 is a topic of ez-shop already.'],
    ['order.state', 'INVALID', 'shop.order.state.v1 is a state: vyarna new state order --app ez-shop.'],
    ['thing.made', 'INVALID', 'ez-shop has no entity thing whose record could be sent: say what it tells with --field name:type.'],
  ])('%s is refused', (name, code, message) => {
    const { scaffolding } = smallWork();
    expect(() => addEvent(scaffolding, { name, app: 'shop', fields: [], consumers: [] })).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('a new state', () => {
  test('is a compacted topic of its entity', () => {
    const { scaffolding, findings, text } = smallWork();
    addState(scaffolding, { name: 'order', app: 'shop', fields: [] });
    expect(findings()).toEqual([]);
    expect(text('contracts/shop/asyncapi.yaml')).toContain('    address: shop.order.state.v1\n');
  });

  test('without an id to keep it by is refused', () => {
    const { scaffolding } = smallWork();
    expect(() => addState(scaffolding, { name: 'price', app: 'shop', fields: parseFields(['amount:int']) })).toThrow(
      'A state is kept by the id of its entity: give it a field that is one, such as --field priceId:uuid.',
    );
  });
});

describe('a new flow', () => {
  const route = { method: 'post' as const, path: '/v1/orders/{orderId}/again' };

  test('is given what its calls need, and makes them in their order', () => {
    const { scaffolding, findings, text } = smallWork();
    addFlowOfCalls(scaffolding, { name: 'repeat-order', app: 'shop', route, calls: ['getOrder', 'placeOrder'], fields: parseFields(['why:string']) });
    expect(findings()).toEqual([]);
    expect(text('flow-manager/flows/shop/repeat-order.yaml')).toContain(`do:
  - getOrder:
      call: getOrder
      with:
        orderId: \${ workflow.input.orderId }
        fields: \${ workflow.input.fields }
  - placeOrder:
      call: placeOrder
      with:
        orderId: \${ workflow.input.orderId }
        count: \${ workflow.input.count }
        payment: \${ workflow.input.payment }
output:
`);
  });

  test('of what cannot be called, of nothing, or without a route is refused', () => {
    const { scaffolding } = smallWork();
    const flow = { name: 'repeat-order', app: 'shop', route, calls: ['getOrdr'], fields: [] };
    expect(() => addFlowOfCalls(scaffolding, flow)).toThrow('No flow can call getOrdr. Did you mean "getOrder"?');
    expect(() => addFlowOfCalls(scaffolding, { ...flow, calls: [] })).toThrow('Say what the flow calls: --call ');
    expect(() => addFlowOfCalls(scaffolding, { ...flow, route: undefined })).toThrow('A flow is started over HTTP');
    expect(() => addFlowOfCalls(scaffolding, { ...flow, name: 'place-order' })).toThrow('There is a flow place-order already');
  });
});
