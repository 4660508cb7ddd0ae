import type { Application, Entity, Message } from './plan.ts';

const AVRO = 'application/vnd.apache.avro;version=1.12.0';
const topic = (rest = ''): string => `bindings: { kafka: { partitions: 12, replicas: 3, ${rest}bindingVersion: '0.5.0' } }`;
const server = "servers: [{ $ref: '#/servers/kafka' }]";

/** How a document gives a message's schema: as YAML of one line. */
export type SchemaText = (application: Application, entity: Entity, message: Message) => string;

export const messageOf = ({ messages }: Entity, kind: Message['kind']): Message => {
  const message = messages.find((each) => each.kind === kind);
  if (message === undefined) throw new Error(`An entity has no message of the kind ${kind}.`);
  return message;
};

/** What stands below `channels`, `operations` and `components.messages` of a document, two spaces deep. */
export interface Sections {
  readonly channels: string;
  readonly operations: string;
  readonly messages: string;
}

export const sectionsOf = (application: Application, schema: SchemaText): Sections => ({
  channels: application.entities.map((entity) => channelsOf(application, entity)).join(''),
  operations: application.entities.map((entity) => operationsOf(application, entity)).join(''),
  messages: application.entities
    .flatMap((entity) => entity.messages.map((message) => messageText(application, message, schema(application, entity, message))))
    .join(''),
});

/** Ids are unique over the set, so that any number of applications fit into one document. */
const idOf = ({ folder }: Application, { title }: Entity): string => `${folder}${title}`;

const channelsOf = (application: Application, entity: Entity): string => {
  const id = idOf(application, entity);
  const { name } = entity;
  const { folder } = application;
  const address = `${folder}-${name}`;
  const message = (kind: Message['kind']): string => {
    const { record } = messageOf(entity, kind);
    return `messages: { ${record}: { $ref: '#/components/messages/${componentOf(application, record)}' } }`;
  };
  const key = `orderingKey: payload.${name}Id`;
  return `  ${id}Flow:
    address: create-${address}-flow
    summary: Starts the flow that creates one ${name}.
    ${server}
    ${message('create')}
    ${topic()}
    x-vyarna: { kind: trigger, lifecycle: active, ${key}, http: { post: /v1/${folder}/${name}s, body: '*', success: 201 }, permission: can-create-${name}, quota: write, timeout: 5m }
  ${id}Create:
    address: create-${address}-entity
    summary: Creates one ${name}.
    ${server}
    ${message('create')}
    ${topic()}
    x-vyarna: { kind: request, lifecycle: active, ${key}, permission: can-create-${name}, mutating: true, timeout: 30s }
  ${id}Get:
    address: get-${address}-entity
    summary: Reads one ${name}.
    ${server}
    ${message('get')}
    ${topic()}
    x-vyarna: { kind: request, lifecycle: active, ${key}, http: { post: '/v1/${folder}/${name}s/{${name}Id}/look', body: '*', success: 200 }, permission: can-read-${name}, quota: read, timeout: 10s }
  ${id}Replies:
    address: null
    summary: What requests about a ${name} are answered with.
    ${server}
    messages:
      ${messageOf(entity, 'reply').record}: { $ref: '#/components/messages/${componentOf(application, messageOf(entity, 'reply').record)}' }
      ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' }
    x-vyarna: { kind: reply, lifecycle: active }
  ${id}Created:
    address: ${folder}.${name}.created.v1
    summary: Somebody created a ${name}.
    ${server}
    ${message('created')}
    ${topic('topicConfiguration: { retention.ms: 2592000000 }, ')}
    x-vyarna: { kind: event, lifecycle: active, ${key} }
  ${id}State:
    address: ${folder}.${name}.state.v1
    summary: Each ${name} as it stands now.
    ${server}
    ${message('state')}
    ${topic()}
    x-vyarna: { kind: state, lifecycle: active, ${key} }
`;
};

const operationsOf = (application: Application, entity: Entity): string => {
  const id = idOf(application, entity);
  const answer = `    reply:
      address: { location: '$message.header#/replyto' }
      channel: { $ref: '#/channels/${id}Replies' }
      messages:
        - $ref: '#/channels/${id}Replies/messages/${messageOf(entity, 'reply').record}'
        - $ref: '#/channels/${id}Replies/messages/ErrorReply'
`;
  return `  create${id}:
    action: receive
    summary: Creates the ${entity.name} of the message.
    channel: { $ref: '#/channels/${id}Create' }
    bindings: { kafka: { groupId: { type: string, const: ${application.title} }, bindingVersion: '0.5.0' } }
${answer}  get${id}:
    action: receive
    summary: Answers with one ${entity.name}.
    channel: { $ref: '#/channels/${id}Get' }
    bindings: { kafka: { groupId: { type: string, const: ${application.title} }, bindingVersion: '0.5.0' } }
${answer}  announce${id}: { action: send, summary: Tells that there is a new one., channel: { $ref: '#/channels/${id}Created' } }
  keep${id}: { action: send, summary: Keeps each one as it stands., channel: { $ref: '#/channels/${id}State' } }
`;
};

const componentOf = ({ folder }: Application, record: string): string => `${folder}${record}`;

const messageText = (application: Application, message: Message, schema: string): string => `    ${componentOf(application, message.record)}:
      name: ${message.name}
      summary: What is said about it in ${message.kind}.
      traits: [{ $ref: '../types/envelope.yaml#/message' }]
      payload: { schemaFormat: '${AVRO}', schema: ${schema} }
      bindings: { kafka: { key: { type: string, format: uuid }, schemaIdLocation: payload, schemaIdPayloadEncoding: confluent, schemaLookupStrategy: ${message.kind === 'reply' ? 'RecordNameStrategy' : 'TopicNameStrategy'}, bindingVersion: '0.5.0' } }
`;
