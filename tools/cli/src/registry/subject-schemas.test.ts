import { type Bundle, type ChannelModel, Contracts, type MessageModel } from '@vyarna/contract';
import { loadContracts } from '@vyarna/loader';
import { smallContract, writeRepository } from '@vyarna/loader/testing';
import { subjectsOf } from '@vyarna/release';
import { expect, test } from 'vitest';
import { subjectSchemas } from './subject-schemas.ts';

const message = (name: string, payload: string, lookup: MessageModel['lookup']): MessageModel => ({
  name,
  app: 'shop',
  summary: '',
  payload,
  lookup,
});

const channel = (key: string, address: string | null, messages: readonly string[], others: Partial<ChannelModel> = {}): ChannelModel => ({
  key,
  app: 'shop',
  summary: '',
  kind: 'event',
  lifecycle: 'active',
  address,
  server: 'kafka',
  messages,
  partitions: 1,
  replicas: 1,
  topicConfiguration: {},
  orderingKey: null,
  permission: null,
  quota: null,
  timeoutMs: 1_000,
  mutating: false,
  compensatedBy: null,
  retry: { attempts: 1, backoffMs: 1 },
  ...others,
});

const byName = <Model>(models: readonly Model[], name: (model: Model) => string) => Object.fromEntries(models.map((model) => [name(model), model]));

const line = { type: 'record', name: 'shop.Line', fields: [{ name: 'quantity', type: 'int' }] };
const order = { type: 'record', name: 'shop.Order', fields: [{ name: 'line', type: 'shop.Line' }] };
const others = ['shop.Reply', 'shop.Dead', 'shop.Draft'].map((name) => ({ type: 'record', name, fields: [] }));

const bundle: Bundle = {
  format: 'vyarna-bundle/1',
  hash: '',
  apps: {},
  envelope: {},
  errors: {},
  flows: {},
  operations: {},
  routes: [],
  channels: byName(
    [
      channel('shop/ordered', 'orders', ['ordered']),
      channel('shop/snapshots', 'ztracking-order', ['ordered'], { kind: 'snapshot', server: 'postgresql' }),
      channel('shop/replies', null, ['reply'], { kind: 'reply' }),
      channel('shop/slots', 'replies.{slot}', ['reply', 'ordered'], { kind: 'reply', slots: 2 }),
      channel('shop/draft', 'drafts', ['draft'], { lifecycle: 'draft' }),
      channel('shop/old', 'old-orders', ['ordered'], { lifecycle: 'deprecated' }),
      channel('shop/gone', 'gone-orders', ['ordered'], { lifecycle: 'retired' }),
    ],
    ({ key }) => key,
  ),
  messages: byName(
    [
      message('ordered', 'shop.Order', 'TopicNameStrategy'),
      message('reply', 'shop.Reply', 'RecordNameStrategy'),
      message('dead', 'shop.Dead', 'RecordNameStrategy'),
      message('draft', 'shop.Draft', 'TopicNameStrategy'),
    ],
    ({ name }) => name,
  ),
  types: byName(
    [line, order, ...others].map((schema) => ({ schema, file: '' })),
    ({ schema }) => schema.name,
  ),
};

test('every message of a channel that is active or deprecated has its subjects, and so have shared messages that no channel lists', () => {
  const subjects = subjectSchemas(new Contracts(bundle));
  expect(subjects.map(({ subject }) => subject)).toEqual([
    'old-orders-value',
    'orders-value',
    'replies.0-value',
    'replies.1-value',
    'shop.Dead',
    'shop.Reply',
    'ztracking-order-value',
  ]);
});

test('each schema is self-contained', () => {
  const orders = subjectSchemas(new Contracts(bundle)).find(({ subject }) => subject === 'orders-value');
  expect(orders?.schema).toEqual({ ...order, fields: [{ name: 'line', type: line }] });
});

test('what programs look up by the bundle is what is released of the contracts', () => {
  const { root, remove } = writeRepository(smallContract);
  try {
    const { set } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
    if (set === null) throw new Error('The small contract cannot be read.');
    expect(subjectSchemas(new Contracts(set.bundle)).map(({ subject }) => subject)).toEqual(subjectsOf(set).map(({ name }) => name));
  } finally {
    remove();
  }
});
