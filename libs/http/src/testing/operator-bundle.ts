/** A small contract set for tests of the route runtime: operators, and the stored results of requests. */
import type { AvroJson, Bundle, ChannelModel, MessageModel, RouteModel } from '@vyarna/contract';

const uuid = { type: 'string', logicalType: 'uuid' };
const timestamp = { type: 'long', logicalType: 'timestamp-micros' };

const record = (name: string, fields: readonly AvroJson[]): AvroJson => {
  const at = name.lastIndexOf('.');
  return { type: 'record', name: name.slice(at + 1), namespace: name.slice(0, at), fields };
};

const enumeration = (name: string, symbols: readonly string[]): AvroJson => {
  const at = name.lastIndexOf('.');
  return { type: 'enum', name: name.slice(at + 1), namespace: name.slice(0, at), symbols, default: 'UNKNOWN' };
};

const email = { name: 'email', type: 'string', format: 'email', maxLength: 254 };

const TYPES: readonly AvroJson[] = [
  enumeration('test.operator.Status', ['UNKNOWN', 'ACTIVE', 'DEACTIVATED']),
  enumeration('test.waveflow.State', ['UNKNOWN', 'running', 'succeeded', 'failed']),
  record('test.operator.CreateOperator', [
    { name: 'operatorId', type: uuid },
    email,
    { name: 'displayName', type: 'string', minLength: 1, maxLength: 120 },
    { name: 'level', type: 'int', default: 1, minimum: 1, maximum: 9 },
    { name: 'manager', type: ['null', 'test.operator.Manager'], default: null },
  ]),
  record('test.operator.Manager', [
    { name: 'name', type: 'string' },
    { name: 'above', type: ['null', 'test.operator.Manager'], default: null },
  ]),
  record('test.operator.UpdateOperator', [
    { name: 'operatorId', type: uuid },
    { name: 'email', type: ['null', 'string'], default: null, format: 'email', maxLength: 254 },
    { name: 'notify', type: 'boolean', default: true },
  ]),
  record('test.operator.DeleteOperator', [{ name: 'operatorId', type: uuid }]),
  record('test.operator.GetOperator', [{ name: 'operatorId', type: uuid }]),
  record('test.operator.GetMe', [{ name: 'verbose', type: 'boolean', default: false }]),
  record('test.operator.GetManyOperators', [
    { name: 'limit', type: 'int', default: 20, minimum: 1, maximum: 100 },
    { name: 'cursor', type: ['null', 'string'], default: null, maxLength: 20 },
    { name: 'status', type: ['null', 'test.operator.Status'], default: null },
    { name: 'archived', type: ['null', 'boolean'], default: null },
  ]),
  record('test.operator.Operator', [{ name: 'operatorId', type: uuid }, email]),
  record('test.operator.OperatorPage', [{ name: 'items', type: { type: 'array', items: 'test.operator.Operator' } }]),
  record('test.waveflow.GetRequestResult', [{ name: 'traceId', type: 'string', pattern: '^[a-zA-Z]+-[0-9a-f-]{36}$' }]),
  record('test.types.ErrorReply', [
    { name: 'code', type: 'string' },
    { name: 'message', type: 'string' },
    { name: 'details', type: { type: 'map', values: 'string' }, default: {} },
  ]),
  record('test.waveflow.RequestResult', [
    { name: 'traceId', type: 'string' },
    { name: 'flowType', type: 'string' },
    { name: 'state', type: 'test.waveflow.State' },
    { name: 'result', type: ['null', 'string'], default: null, contentMediaType: 'application/json' },
    { name: 'problem', type: ['null', 'test.types.ErrorReply'], default: null },
    { name: 'startedAt', type: timestamp },
  ]),
];

const channel = (key: string, kind: ChannelModel['kind'], message: string, timeoutMs = 10_000): ChannelModel => ({
  key,
  app: 'test',
  summary: '',
  kind,
  lifecycle: 'active',
  address: key,
  server: 'kafka',
  messages: [message],
  partitions: 1,
  replicas: 1,
  topicConfiguration: {},
  orderingKey: null,
  permission: null,
  quota: null,
  timeoutMs,
  mutating: false,
  compensatedBy: null,
  retry: { attempts: 1, backoffMs: 1 },
});

type Given = Pick<RouteModel, 'method' | 'path' | 'action' | 'permission'> & Partial<RouteModel>;

/** One route with its channel and message, all named after its action. */
const served = (payload: string, kind: 'trigger' | 'request', given: Given, timeoutMs?: number) => ({
  route: {
    channel: `test/${given.action}`,
    message: given.action,
    response: null,
    success: 200,
    pathFields: [],
    queryFields: [],
    bodyFields: [],
    mint: null,
    quota: null,
    ...given,
  } satisfies RouteModel,
  channel: channel(`test/${given.action}`, kind, given.action, timeoutMs),
  message: { name: given.action, app: 'test', summary: '', payload, lookup: 'TopicNameStrategy' } satisfies MessageModel,
});

const OPERATOR = 'test.operator.Operator';

const SERVED = [
  served(
    'test.operator.CreateOperator',
    'trigger',
    {
      method: 'POST',
      path: '/v1/operators',
      action: 'createOperator',
      permission: 'can-create-operator',
      response: OPERATOR,
      success: 201,
      bodyFields: ['email', 'displayName', 'level', 'manager'],
      mint: 'operatorId',
    },
    300_000,
  ),
  served('test.operator.UpdateOperator', 'trigger', {
    method: 'PATCH',
    path: '/v1/operators/{operatorId}',
    action: 'updateOperator',
    permission: 'can-edit-operator',
    response: OPERATOR,
    pathFields: ['operatorId'],
    queryFields: ['notify'],
    bodyFields: ['email'],
  }),
  served('test.operator.DeleteOperator', 'trigger', {
    method: 'DELETE',
    path: '/v1/operators/{operatorId}',
    action: 'deleteOperator',
    permission: 'can-edit-operator',
    success: 204,
    pathFields: ['operatorId'],
  }),
  served('test.operator.GetOperator', 'request', {
    method: 'GET',
    path: '/v1/operators/{operatorId}',
    action: 'getOperator',
    permission: 'can-read-operator',
    response: OPERATOR,
    pathFields: ['operatorId'],
  }),
  served('test.operator.GetMe', 'request', {
    method: 'GET',
    path: '/v1/operators/me',
    action: 'getMe',
    permission: 'can-read-operator',
    response: OPERATOR,
    queryFields: ['verbose'],
  }),
  served('test.operator.GetManyOperators', 'request', {
    method: 'GET',
    path: '/v1/operators',
    action: 'getManyOperators',
    permission: 'can-read-operator',
    response: 'test.operator.OperatorPage',
    queryFields: ['limit', 'cursor', 'status', 'archived'],
  }),
  served('test.waveflow.GetRequestResult', 'request', {
    method: 'GET',
    path: '/v1/requests/{traceId}',
    action: 'getRequestResult',
    permission: 'can-read-request',
    response: 'test.waveflow.RequestResult',
    pathFields: ['traceId'],
  }),
];

const STATUS: { readonly [code: string]: number } = {
  BODY_TOO_LARGE: 413,
  HEADERS_TOO_LARGE: 431,
  MALFORMED_HTTP: 400,
  BUS_UNAVAILABLE: 503,
  EMAIL_TAKEN: 409,
  INTERNAL: 500,
  MALFORMED_JSON: 400,
  METHOD_NOT_ALLOWED: 405,
  OPERATOR_NOT_FOUND: 404,
  PERMISSION_DENIED: 403,
  REQUEST_NOT_FOUND: 404,
  REQUEST_TIMEOUT: 504,
  TOKEN_EXPIRED: 401,
  TOKEN_REFUSED: 401,
  UNAUTHENTICATED: 401,
  UNKNOWN_ROUTE: 404,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VALIDATION_FAILED: 400,
};

const flow = (name: string, key: string, input: string) => ({ name, file: '', channel: key, input, output: OPERATOR, calls: [] });

const fullName = (schema: AvroJson): string => {
  const { namespace, name } = schema as { namespace: string; name: string };
  return `${namespace}.${name}`;
};

export const operatorBundle: Bundle = {
  format: 'vyarna-bundle/1',
  hash: 'sha256:test',
  apps: {},
  channels: Object.fromEntries(SERVED.map(({ channel }) => [channel.key, channel])),
  envelope: {},
  errors: Object.fromEntries(Object.entries(STATUS).map(([code, status]) => [code, { status, title: `Title of ${code}.` }])),
  flows: {
    'create-operator': flow('create-operator', 'test/createOperator', 'test.operator.CreateOperator'),
    'delete-operator': flow('delete-operator', 'test/deleteOperator', 'test.operator.DeleteOperator'),
    'update-operator': flow('update-operator', 'test/updateOperator', 'test.operator.UpdateOperator'),
  },
  messages: Object.fromEntries(SERVED.map(({ message }) => [message.name, message])),
  operations: {},
  routes: SERVED.map(({ route }) => route),
  types: Object.fromEntries(TYPES.map((schema) => [fullName(schema), { schema, file: '' }])),
};
