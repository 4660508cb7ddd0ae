const REPLY = 'key: { type: string }, schemaIdLocation: payload, schemaIdPayloadEncoding: confluent, schemaLookupStrategy: RecordNameStrategy';

/** What every application of a made set stands on: the envelope, servers and errors, the flow manager's and the gateway's own documents. */
export const surroundings: readonly (readonly [string, string])[] = [
  ['contracts/types/OWNERS', '* @made/types\n'],
  ['contracts/types/servers.yaml', "kafka: { host: 'kafka:9092', protocol: kafka-secure, description: The event bus. }\n"],
  ['contracts/types/errors.yaml', 'NOT_FOUND: { status: 404, title: There is no such thing. }\n'],
  [
    'contracts/types/envelope.yaml',
    `message:
  contentType: application/vnd.vyarna.framed-avro
  headers:
    type: object
    required: [id, type]
    properties:
      id: { type: string, format: uuid }
      type: { type: string }
      replyto: { type: string }
`,
  ],
  [
    'contracts/types/messages.yaml',
    `ErrorReply:
  name: types.error.reply.v1
  summary: Says why a request was not carried out.
  traits: [{ $ref: './envelope.yaml#/message' }]
  payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/error-reply.avsc' } }
  bindings: { kafka: { ${REPLY}, bindingVersion: '0.5.0' } }
`,
  ],
  [
    'contracts/types/schemas/error-reply.avsc',
    `{ "type": "record", "name": "ErrorReply", "namespace": "made.types", "doc": "Why a request was not carried out.", "fields": [
  { "name": "code", "type": "string", "doc": "From the catalogue of errors." },
  { "name": "message", "type": "string", "doc": "One sentence for a person." } ] }
`,
  ],
  ['contracts/engine/OWNERS', '* @made/engine\n'],
  ['contracts/engine/asyncapi.yaml', ownDocument('engine', 'flowReplies', 'flow.replies', '')],
  ['contracts/edge/OWNERS', '* @made/edge\n'],
  [
    'contracts/edge/asyncapi.yaml',
    ownDocument('edge', 'edgeReplies', 'edge.replies.{slot}', "    parameters: { slot: { description: The leased slot., enum: ['0', '1'] } }\n"),
  ],
];

function ownDocument(title: string, channel: string, address: string, parameters: string): string {
  return `asyncapi: 3.1.0
id: 'urn:made:${title}'
info: { title: ${title}, version: 1.0.0, description: Owns the topic its answers arrive on. }
servers: { kafka: { $ref: '../types/servers.yaml#/kafka' } }
channels:
  ${channel}:
    address: ${address}
    summary: Answers to what was sent from here.
    servers: [{ $ref: '#/servers/kafka' }]
${parameters}    messages: { ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' } }
    bindings: { kafka: { partitions: 3, replicas: 3, topicConfiguration: { retention.ms: 600000 }, bindingVersion: '0.5.0' } }
    x-vyarna: { kind: reply, lifecycle: active }
operations:
  ${channel}Arrive: { action: receive, summary: Takes the answer that is waited for., channel: { $ref: '#/channels/${channel}' } }
`;
}
