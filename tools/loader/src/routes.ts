import type { RouteModel } from '@vyarna/contract';
import { camelCase } from './case.ts';
import type { Facts } from './facts.ts';
import type { LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedFlow } from './load-flows.ts';
import type { LoadedOperation } from './load-operations.ts';
import { placeFields } from './route-fields.ts';

export interface LoadedRoute {
  readonly model: RouteModel;
  readonly channel: LoadedChannel;
  /** The message that a success is answered with. */
  readonly answer: LoadedFlow['answer'];
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Reads the routes of the channels that have one. */
export const loadRoutes = (
  loading: Loading,
  channels: readonly LoadedChannel[],
  operations: readonly LoadedOperation[],
  flows: readonly LoadedFlow[],
): readonly LoadedRoute[] => {
  const shapes = new Map<string, string>();
  const targetOf = targets(loading, operations, flows);
  return channels.flatMap((channel) => {
    const route = channel.http && readRoute(loading, channel, channel.http, targetOf(channel));
    if (route === undefined) return [];
    const { method, path } = route.model;
    const shape = `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
    const twin = shapes.get(shape);
    if (twin !== undefined)
      loading.sources.report(channel.http?.place ?? channel.place, 'DUPLICATE_ROUTE', `${method} ${path} is the route of ${twin} already.`);
    shapes.set(shape, channel.model.key);
    return [route];
  });
};

const readRoute = ({ sources, types }: Loading, channel: LoadedChannel, http: Facts, target: Target | undefined): LoadedRoute | undefined => {
  http.only([...METHODS, 'body', 'success'], 'x-vyarna.http');
  const [method, ...others] = METHODS.filter((name) => http.at(name) !== undefined);
  const path = method === undefined ? undefined : http.text(method);
  const at = http.place ?? channel.place;
  if (method === undefined || path === undefined || others.length > 0 || !path.startsWith('/')) {
    sources.report(at, 'INVALID_ROUTE', `A route is one of ${METHODS.join(', ')} with a path: post: /v1/operators.`);
    return undefined;
  }
  if (target === undefined) {
    const hint = channel.model.kind === 'trigger' ? 'No flow starts on it.' : 'Only a trigger, or a request that is answered, can be.';
    sources.report(at, 'UNKNOWN_ANSWER', `${channel.model.key} has a route, but nothing answers it.`, hint);
    return undefined;
  }
  const [message] = channel.messages;
  const record = message?.payload?.format === 'avro' ? types.get(message.payload.name) : undefined;
  if (message === undefined || record?.kind !== 'record') return undefined;
  const success = http.count('success') ?? 200;
  const fields = placeFields({ sources, types, http, at, method, path, success, record, orderingKey: channel.model.orderingKey });
  const { answer, action } = target;
  const model: RouteModel = {
    method: method.toUpperCase() as RouteModel['method'],
    path,
    channel: channel.model.key,
    action,
    message: message.model.name,
    response: success === 204 ? null : answer.message.model.payload,
    success,
    ...fields,
    permission: channel.model.permission,
    quota: channel.model.quota,
  };
  return { model, channel, answer };
};

interface Target {
  readonly action: string;
  readonly answer: LoadedFlow['answer'];
}

/** Who answers what is sent to a channel: the flow that starts there, or the operation that receives it. */
const targets = (
  { errorReply }: Loading,
  operations: readonly LoadedOperation[],
  flows: readonly LoadedFlow[],
): ((channel: LoadedChannel) => Target | undefined) => {
  const flowOf = new Map(flows.map((flow) => [flow.trigger.model.key, flow]));
  const receiverOf = new Map<string, LoadedOperation>();
  for (const operation of operations) {
    const { action, channel } = operation.model;
    if (action === 'receive' && !receiverOf.has(channel)) receiverOf.set(channel, operation);
  }
  return ({ model: { key, kind } }) => {
    if (kind === 'trigger') {
      const flow = flowOf.get(key);
      return flow && { action: camelCase(flow.model.name), answer: flow.answer };
    }
    const operation = receiverOf.get(key);
    const message = operation?.reply?.messages.find(({ model }) => model.name !== errorReply);
    if (kind !== 'request' || !operation?.reply || message === undefined) return undefined;
    return { action: operation.model.id, answer: { channel: operation.reply.channel, message } };
  };
};
