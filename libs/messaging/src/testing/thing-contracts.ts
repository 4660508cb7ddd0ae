import { readFileSync } from 'node:fs';
import {
  type AvroJson,
  type Bundle,
  type ChannelModel,
  type Contracts,
  createContracts,
  type MessageModel,
  type OperationModel,
} from '@vyarna/contract';

/**
 * A contract set as small as messaging's tests need it: ez-thing creates and reads things, ez-edge asks over reply slots, and a flow manager
 * of sorts asks over a shared reply topic.
 */
const schemaFile = (name: string): AvroJson =>
  JSON.parse(readFileSync(new URL(`../../../../contracts/types/schemas/${name}.avsc`, import.meta.url), 'utf8')) as AvroJson;

const uuid = { type: 'string', logicalType: 'uuid' };
const name = { name: 'name', type: 'string', minLength: 1, maxLength: 20 };

const record = (short: string, fields: readonly object[]): AvroJson => ({ type: 'record', name: short, namespace: 'test.thing', fields });

const types: Record<string, AvroJson> = {
  'test.thing.CreateThing': record('CreateThing', [{ name: 'thingId', type: uuid }, name]),
  'test.thing.GetThing': record('GetThing', [{ name: 'thingId', type: uuid }]),
  'test.thing.Thing': record('Thing', [{ name: 'thingId', type: uuid }, name, { name: 'size', type: 'int', default: 1, minimum: 1 }]),
  'vyarna.types.DeadLetter': schemaFile('dead-letter'),
  'vyarna.types.ErrorReply': schemaFile('error-reply'),
};

const channel = (key: string, kind: ChannelModel['kind'], address: string | null, rest: Partial<ChannelModel> = {}): ChannelModel => ({
  key,
  app: 'ez-thing',
  summary: '',
  kind,
  lifecycle: 'active',
  address,
  server: 'kafka',
  messages: [],
  partitions: 2,
  replicas: 1,
  topicConfiguration: {},
  orderingKey: kind === 'reply' ? null : 'thingId',
  permission: null,
  quota: null,
  timeoutMs: 30_000,
  mutating: false,
  compensatedBy: null,
  retry: { attempts: 3, backoffMs: 5 },
  ...rest,
});

const channels = [
  channel('thing/createThing', 'request', 'create-thing-entity', { mutating: true }),
  channel('thing/getThing', 'request', 'get-thing-entity'),
  channel('thing/startThing', 'trigger', 'create-thing-flow', { orderingKey: null, timeoutMs: 300_000 }),
  channel('thing/thingCreated', 'event', 'thing.thing.created.v1'),
  channel('thing/thingState', 'state', 'thing.thing.state.v1'),
  channel('thing/replies', 'reply', null),
  channel('edge/replies', 'reply', 'edge.replies.{slot}', { app: 'ez-edge', slots: 2, partitions: 1 }),
  channel('flow/replies', 'reply', 'flow.replies', { app: 'ez-flow' }),
];

const message = (messageName: string, payload: string, lookup: MessageModel['lookup'] = 'TopicNameStrategy'): MessageModel => ({
  name: messageName,
  app: 'ez-thing',
  summary: '',
  payload,
  lookup,
});

const messages = [
  message('thing.thing.create.v1', 'test.thing.CreateThing'),
  message('thing.thing.get.v1', 'test.thing.GetThing'),
  message('thing.thing.created.v1', 'test.thing.Thing'),
  message('thing.thing.state.v1', 'test.thing.Thing'),
  message('thing.thing.reply.v1', 'test.thing.Thing', 'RecordNameStrategy'),
  message('types.error.reply.v1', 'vyarna.types.ErrorReply', 'RecordNameStrategy'),
  message('types.dead.letter.v1', 'vyarna.types.DeadLetter', 'RecordNameStrategy'),
];

const reply = { channel: 'thing/replies', messages: ['thing.thing.reply.v1', 'types.error.reply.v1'] };

const operation = (id: string, app: string, channelKey: string, sent: string | null, rest: Partial<OperationModel> = {}): OperationModel => ({
  id,
  app,
  action: rest.group === undefined ? 'send' : 'receive',
  channel: channelKey,
  group: null,
  messages: sent === null ? [] : [sent],
  reply: null,
  ...rest,
});

const operations = [
  operation('createThing', 'ez-thing', 'thing/createThing', 'thing.thing.create.v1', { group: 'ez-thing', reply }),
  operation('getThing', 'ez-thing', 'thing/getThing', 'thing.thing.get.v1', { group: 'ez-thing', reply }),
  operation('announceThingCreated', 'ez-thing', 'thing/thingCreated', 'thing.thing.created.v1'),
  operation('keepThingState', 'ez-thing', 'thing/thingState', 'thing.thing.state.v1'),
  operation('askCreateThing', 'ez-edge', 'thing/createThing', 'thing.thing.create.v1'),
  operation('askGetThing', 'ez-edge', 'thing/getThing', 'thing.thing.get.v1'),
  operation('askStartThing', 'ez-edge', 'thing/startThing', 'thing.thing.create.v1'),
  operation('takeEdgeReply', 'ez-edge', 'edge/replies', 'types.error.reply.v1', { group: 'ez-edge' }),
  operation('takeFlowReply', 'ez-flow', 'flow/replies', 'types.error.reply.v1', { group: 'ez-flow' }),
];

const text = { type: 'string' };
const id = { type: 'string', format: 'uuid' };

const byName = <Model>(models: readonly Model[], nameOf: (model: Model) => string): Record<string, Model> =>
  Object.fromEntries(models.map((model) => [nameOf(model), model]));

const thingBundle: Bundle = {
  format: 'vyarna-bundle/1',
  hash: '',
  apps: {},
  channels: byName(channels, ({ key }) => key),
  envelope: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_traceid', 'ce_correlationid'],
    properties: {
      ce_specversion: { type: 'string', const: '1.0' },
      ce_id: id,
      ce_time: { type: 'string', format: 'date-time' },
      ce_traceid: { type: 'string', pattern: '^[a-zA-Z]+-[0-9a-f-]{36}$' },
      ce_correlationid: text,
      ce_causationid: id,
      ce_expirytime: { type: 'string', format: 'date-time' },
      ce_businessunitid: id,
    },
  },
  errors: { CONFLICT: { status: 409, title: '' }, MESSAGE_REJECTED: { status: 500, title: '' } },
  flows: {},
  messages: byName(messages, (model) => model.name),
  operations: byName(operations, (model) => model.id),
  routes: [],
  types: Object.fromEntries(Object.entries(types).map(([full, schema]) => [full, { schema, file: '' }])),
};

export const thingContracts = (): Contracts => createContracts(thingBundle);
