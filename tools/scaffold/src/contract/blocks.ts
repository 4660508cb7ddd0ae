import { stringify } from 'yaml';
import { flowYaml } from '../text/inline-yaml.ts';

/** What one channel says; `facts` are those of `x-vyarna`, in the order given. */
export interface ChannelBlock {
  readonly id: string;
  /** Null for what is answered where the request says. */
  readonly address: string | null;
  readonly summary: string;
  readonly server: 'kafka' | 'ztracking';
  /** By their ids: where each is defined. */
  readonly messages: Readonly<Record<string, string>>;
  /** Of the topic; a channel without one of its own has none. */
  readonly kafka?: { readonly partitions: number; readonly replicas: number; readonly topicConfiguration?: object };
  readonly facts: Readonly<Record<string, unknown>>;
}

const BINDING = '0.5.0';
const GROUP = (app: string): string => `bindings: { kafka: { groupId: { type: string, const: ${app} }, bindingVersion: '${BINDING}' } }`;

export const channelBlock = ({ id, address, summary, server, messages, kafka, facts }: ChannelBlock): string =>
  lines(
    `${id}:`,
    `  address: ${address}`,
    `  summary: ${scalar(summary)}`,
    `  servers: [{ $ref: '#/servers/${server}' }]`,
    '  messages:',
    ...Object.entries(messages).map(([name, reference]) => `    ${name}: { $ref: '${reference}' }`),
    ...(kafka === undefined ? [] : [`  bindings: { kafka: ${flowYaml({ ...kafka, bindingVersion: BINDING })} }`]),
    ...('http' in facts
      ? ['  x-vyarna:', ...Object.entries(facts).map(([fact, value]) => `    ${fact}: ${flowYaml(value)}`)]
      : [`  x-vyarna: ${flowYaml(facts)}`]),
  );

export interface ReceiveBlock {
  readonly id: string;
  readonly summary: string;
  readonly channel: string;
  /** The application's title: its consumer group. */
  readonly app: string;
  readonly reply?: { readonly header: string; readonly channel: string; readonly message: string };
}

export const receiveBlock = ({ id, summary, channel, app, reply }: ReceiveBlock): string =>
  lines(
    `${id}:`,
    '  action: receive',
    `  summary: ${scalar(summary)}`,
    `  channel: { $ref: '#/channels/${channel}' }`,
    `  ${GROUP(app)}`,
    ...(reply === undefined
      ? []
      : [
          '  reply:',
          `    address: { location: '$message.header#/${reply.header}' }`,
          `    channel: { $ref: '#/channels/${reply.channel}' }`,
          '    messages:',
          `      - $ref: '#/channels/${reply.channel}/messages/${reply.message}'`,
          `      - $ref: '#/channels/${reply.channel}/messages/ErrorReply'`,
        ]),
  );

export const sendBlock = (id: string, summary: string, channel: string): string =>
  lines(`${id}:`, '  action: send', `  summary: ${scalar(summary)}`, `  channel: { $ref: '#/channels/${channel}' }`);

export interface MessageBlock {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** The `.avsc`, by its name without the ending. */
  readonly schema: string;
  /** `stored` is kept in a table, so that it has neither envelope nor key. */
  readonly travels: 'by topic' | 'as a reply' | 'stored';
  /** Whether the key is a uuid; else it is any text. */
  readonly keyedByUuid?: boolean;
}

export const messageBlock = ({ id, name, summary, schema, travels, keyedByUuid = false }: MessageBlock): string => {
  const strategy = travels === 'as a reply' ? 'RecordNameStrategy' : 'TopicNameStrategy';
  const key = keyedByUuid ? '{ type: string, format: uuid }' : '{ type: string }';
  const framing = 'schemaIdLocation: payload, schemaIdPayloadEncoding: confluent';
  return lines(
    `${id}:`,
    `  name: ${name}`,
    `  summary: ${scalar(summary)}`,
    ...(travels === 'stored' ? [] : ["  traits: [{ $ref: '../types/envelope.yaml#/message' }]"]),
    `  payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/${schema}.avsc' } }`,
    ...(travels === 'stored'
      ? []
      : [`  bindings: { kafka: { key: ${key}, ${framing}, schemaLookupStrategy: ${strategy}, bindingVersion: '${BINDING}' } }`]),
  );
};

/** A text as a plain or quoted scalar of a block. */
export const scalar = (text: string): string => stringify(text, { lineWidth: 0, singleQuote: true }).trimEnd();

const lines = (...all: readonly string[]): string => all.join('\n');
