import { readFileSync } from 'node:fs';
import {
  type AvroJson,
  type Bundle,
  type ChannelKind,
  type ChannelModel,
  hashOfBundle,
  type MessageModel,
  type OperationModel,
} from '@vyarna/contract';

/** A bundle with just enough of the contracts for the flows of this repository, so that unit tests depend on no generated file. */

const deadLetter = JSON.parse(readFileSync(new URL('../../../contracts/types/schemas/dead-letter.avsc', import.meta.url), 'utf8')) as AvroJson;

const uuid = { type: 'string', logicalType: 'uuid' };

const record = (name: string, ...fields: readonly { readonly name: string; readonly type: unknown; readonly [attribute: string]: unknown }[]) => ({
  schema: { type: 'record', name, fields },
  file: 'contracts/example.avsc',
});

const channel = (key: string, kind: ChannelKind, address: string | null, messages: readonly string[]): ChannelModel => ({
  key,
  app: key.startsWith('waveflow') ? 'waveflow' : `ez-${key.split('/')[0]}`,
  summary: '',
  kind,
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
  timeoutMs: 300_000,
  mutating: false,
  compensatedBy: null,
  retry: { attempts: 1, backoffMs: 1 },
});

const message = (name: string, payload: string): MessageModel => ({
  name,
  app: 'example',
  summary: '',
  payload,
  lookup: /\.(reply|result|letter)\.v1$/.test(name) ? 'RecordNameStrategy' : 'TopicNameStrategy',
});

const receive = (id: string, channelKey: string, messages: readonly string[], reply: string | null, app: string): OperationModel => ({
  id,
  app,
  action: 'receive',
  channel: channelKey,
  group: app,
  messages,
  reply: reply === null ? null : { channel: 'operator/replies', messages: [reply, 'types.error.reply.v1'] },
});

const send = (channelKey: string, messages: readonly string[], app = 'waveflow'): OperationModel => ({
  id: `${app}:${channelKey}`,
  app,
  action: 'send',
  channel: channelKey,
  group: null,
  messages,
  reply: null,
});

const byName = <Item>(nameOf: (item: Item) => string, ...items: readonly Item[]): { readonly [name: string]: Item } =>
  Object.fromEntries(items.map((item) => [nameOf(item), item]));

const content: Bundle = {
  format: 'vyarna-bundle/1',
  hash: '',
  apps: {},
  envelope: {},
  routes: [],
  errors: {
    BUSINESS_UNIT_NOT_FOUND: { status: 404, title: 'There is no such business unit.' },
    BUSINESS_UNIT_SUSPENDED: { status: 409, title: 'The business unit is suspended.' },
  },
  types: {
    'vyarna.types.ErrorReply': record(
      'vyarna.types.ErrorReply',
      { name: 'code', type: 'string' },
      { name: 'message', type: 'string' },
      { name: 'details', type: { type: 'map', values: 'string' }, default: {} },
    ),
    'vyarna.types.DeadLetter': { schema: deadLetter, file: 'contracts/types/schemas/dead-letter.avsc' },
    'vyarna.waveflow.GetRequestResult': record('vyarna.waveflow.GetRequestResult', { name: 'traceId', type: 'string' }),
    'vyarna.waveflow.RequestResult': record(
      'vyarna.waveflow.RequestResult',
      { name: 'traceId', type: 'string' },
      { name: 'flowType', type: 'string' },
      { name: 'state', type: 'string' },
      { name: 'result', type: ['null', 'string'], default: null },
      { name: 'problem', type: ['null', 'vyarna.types.ErrorReply'], default: null },
      { name: 'startedAt', type: { type: 'long', logicalType: 'timestamp-micros' } },
      { name: 'finishedAt', type: ['null', { type: 'long', logicalType: 'timestamp-micros' }], default: null },
    ),
    'vyarna.businessunit.GetBusinessUnit': record('vyarna.businessunit.GetBusinessUnit', { name: 'businessUnitId', type: uuid }),
    'vyarna.businessunit.BusinessUnit': record('vyarna.businessunit.BusinessUnit', { name: 'status', type: 'string' }),
    'vyarna.operator.CreateOperator': record(
      'vyarna.operator.CreateOperator',
      { name: 'operatorId', type: uuid },
      { name: 'email', type: 'string', maxLength: 20 },
      { name: 'displayName', type: 'string', default: 'nobody' },
    ),
    'vyarna.operator.UpdateOperator': record(
      'vyarna.operator.UpdateOperator',
      { name: 'operatorId', type: uuid },
      { name: 'email', type: 'string' },
      { name: 'displayName', type: 'string' },
      { name: 'status', type: 'string' },
    ),
    'vyarna.operator.Operator': record('vyarna.operator.Operator', { name: 'operatorId', type: uuid }, { name: 'email', type: 'string' }),
  },
  messages: byName(
    ({ name }) => name,
    message('types.error.reply.v1', 'vyarna.types.ErrorReply'),
    message('types.dead.letter.v1', 'vyarna.types.DeadLetter'),
    message('business-unit.business-unit.get.v1', 'vyarna.businessunit.GetBusinessUnit'),
    message('business-unit.business-unit.reply.v1', 'vyarna.businessunit.BusinessUnit'),
    message('operator.operator.create.v1', 'vyarna.operator.CreateOperator'),
    message('operator.operator.update.v1', 'vyarna.operator.UpdateOperator'),
    message('operator.operator.reply.v1', 'vyarna.operator.Operator'),
    message('waveflow.request.get-result.v1', 'vyarna.waveflow.GetRequestResult'),
    message('waveflow.request.result.v1', 'vyarna.waveflow.RequestResult'),
  ),
  channels: byName(
    ({ key }) => key,
    channel('operator/createOperatorFlow', 'trigger', 'create-operator-flow', ['operator.operator.create.v1']),
    channel('operator/updateOperatorFlow', 'trigger', 'update-operator-flow', ['operator.operator.update.v1']),
    channel('operator/createOperatorEntity', 'request', 'create-operator-entity', ['operator.operator.create.v1']),
    channel('operator/updateOperatorEntity', 'request', 'update-operator-entity', ['operator.operator.update.v1']),
    channel('operator/getOperatorEntity', 'request', 'get-operator-entity', ['operator.operator.create.v1']),
    channel('operator/operatorCreated', 'event', 'operator.operator.created.v1', ['operator.operator.reply.v1']),
    channel('operator/replies', 'reply', null, []),
    channel('waveflow/replies', 'reply', 'workflow.replies', ['types.error.reply.v1']),
    channel('waveflow/getRequestResult', 'request', 'get-request-result', ['waveflow.request.get-result.v1']),
    { ...channel('waveflow-api/replies', 'reply', 'gateway.replies.{slot}', ['types.error.reply.v1']), slots: 2 },
    channel('business-unit/getBusinessUnitEntity', 'request', 'get-business-unit-entity', ['business-unit.business-unit.get.v1']),
  ),
  operations: byName(
    ({ id }) => id,
    receive('createOperator', 'operator/createOperatorEntity', ['operator.operator.create.v1'], 'operator.operator.reply.v1', 'ez-operator'),
    receive('updateOperator', 'operator/updateOperatorEntity', ['operator.operator.update.v1'], 'operator.operator.reply.v1', 'ez-operator'),
    receive('getOperator', 'operator/getOperatorEntity', ['operator.operator.create.v1'], 'operator.operator.reply.v1', 'ez-operator'),
    receive('onOperatorCreated', 'operator/operatorCreated', ['operator.operator.reply.v1'], null, 'ez-operator'),
    receive(
      'getBusinessUnit',
      'business-unit/getBusinessUnitEntity',
      ['business-unit.business-unit.get.v1'],
      'business-unit.business-unit.reply.v1',
      'ez-business-unit',
    ),
    receive('create-operator', 'operator/createOperatorFlow', ['operator.operator.create.v1'], 'operator.operator.reply.v1', 'waveflow'),
    receive('update-operator', 'operator/updateOperatorFlow', ['operator.operator.update.v1'], 'operator.operator.reply.v1', 'waveflow'),
    receive('receiveWorkflowReply', 'waveflow/replies', ['types.error.reply.v1'], null, 'waveflow'),
    receive('getRequestResult', 'waveflow/getRequestResult', ['waveflow.request.get-result.v1'], 'waveflow.request.result.v1', 'waveflow'),
    send('operator/createOperatorFlow', ['operator.operator.create.v1'], 'ez-waveflow-api'),
    send('waveflow/getRequestResult', ['waveflow.request.get-result.v1'], 'ez-waveflow-api'),
    send('operator/createOperatorEntity', ['operator.operator.create.v1']),
    send('operator/updateOperatorEntity', ['operator.operator.update.v1']),
    send('business-unit/getBusinessUnitEntity', ['business-unit.business-unit.get.v1']),
  ),
  flows: byName(
    ({ name }) => name,
    {
      name: 'create-operator',
      file: 'flow-manager/flows/operator/create-operator.yaml',
      channel: 'operator/createOperatorFlow',
      input: 'vyarna.operator.CreateOperator',
      output: 'vyarna.operator.Operator',
      calls: ['createOperator', 'getBusinessUnit'],
    },
    {
      name: 'update-operator',
      file: 'flow-manager/flows/operator/update-operator.yaml',
      channel: 'operator/updateOperatorFlow',
      input: 'vyarna.operator.UpdateOperator',
      output: 'vyarna.operator.Operator',
      calls: ['updateOperator'],
    },
  ),
};

export const exampleBundle: Bundle = { ...content, hash: hashOfBundle(content) };
