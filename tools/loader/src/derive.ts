import type { ChannelModel, OperationModel } from '@vyarna/contract';
import { pascalCase } from './case.ts';
import type { LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedFlow } from './load-flows.ts';
import type { LoadedMessage } from './load-messages.ts';
import type { LoadedOperation } from './load-operations.ts';
import type { LoadedRoute } from './routes.ts';

/** An operation that no document states, because a flow or a route says it already. */
export interface DerivedOperation {
  readonly model: OperationModel;
  readonly channel: LoadedChannel;
  readonly replyChannel: LoadedChannel | null;
}

export interface Derived {
  readonly operations: readonly DerivedOperation[];
  /** The messages that also arrive on a reply topic, by the channel's key. */
  readonly replies: ReadonlyMap<string, readonly LoadedMessage[]>;
}

type Model = Pick<ChannelModel, 'kind' | 'address' | 'slots' | 'parameters'>;

/** Where answers to flows arrive: the reply topic that all flow managers share. Its owner is the flow manager. */
export const isFlowReplies = ({ kind, address }: Model): boolean => kind === 'reply' && address !== null && !address.includes('{');

/** Where answers to HTTP callers arrive: the reply topics leased by slot. Their owner is the gateway. */
const isGatewayReplies = ({ kind, slots, parameters }: Model): boolean => kind === 'reply' && slots !== undefined && parameters === undefined;

/** Derives the flow manager's part from the flows and the gateway's from the routes, so that neither is a second list to keep true. */
export const derive = (
  { errorReply }: Loading,
  channels: readonly LoadedChannel[],
  flows: readonly LoadedFlow[],
  routes: readonly LoadedRoute[],
): Derived => {
  const flowReplies = channels.find(({ model }) => isFlowReplies(model));
  const gatewayReplies = channels.find(({ model }) => isGatewayReplies(model));
  const operations: DerivedOperation[] = [];
  const replies = new Map<string, readonly LoadedMessage[]>();
  if (flowReplies !== undefined) {
    operations.push(...flows.flatMap((each) => flowOperations(each, flowReplies.model.app, errorReply)));
    replies.set(
      flowReplies.model.key,
      flows.flatMap(({ calls }) => calls.flatMap(({ reply }) => reply?.messages ?? [])),
    );
  }
  if (gatewayReplies !== undefined) {
    operations.push(...routes.map(({ channel }) => send(`request${pascalCase(channel.id)}`, gatewayReplies.model.app, channel, 'routes')));
    replies.set(
      gatewayReplies.model.key,
      routes.map(({ answer }) => answer.message),
    );
  }
  return { operations, replies };
};

const flowOperations = (flow: LoadedFlow, app: string, errorReply: string | undefined): readonly DerivedOperation[] => {
  const { name } = flow.model;
  const { channel, message } = flow.answer;
  const receive: OperationModel = {
    id: `run${pascalCase(name)}Flow`,
    app,
    action: 'receive',
    channel: flow.trigger.model.key,
    group: app,
    messages: flow.trigger.model.messages,
    reply: { channel: channel.model.key, messages: [message.model.name, ...(errorReply === undefined ? [] : [errorReply])].sort() },
    derivedFrom: `flow:${name}`,
  };
  const camel = pascalCase(name).replace(/^./, (letter) => letter.toLowerCase());
  const sends = flow.calls.map((called: LoadedOperation) =>
    send(`${camel}FlowCalls${pascalCase(called.model.id)}`, app, called.channel, `flow:${name}`),
  );
  return [{ model: receive, channel: flow.trigger, replyChannel: channel }, ...sends];
};

const send = (id: string, app: string, channel: LoadedChannel, derivedFrom: string): DerivedOperation => ({
  model: { id, app, action: 'send', channel: channel.model.key, group: null, messages: channel.model.messages, reply: null, derivedFrom },
  channel,
  replyChannel: null,
});
