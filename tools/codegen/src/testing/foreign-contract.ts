/** Documents as others write them: no `x-vyarna`, JSON Schema and Avro side by side, in files and inline, several messages on an operation. */
import type { Files } from '@vyarna/loader/testing';

const AVRO = "schemaFormat: 'application/vnd.apache.avro;version=1.9.0'";

export const foreignContract: Files = {
  'contracts/lights/api/asyncapi.yaml': `asyncapi: 3.0.0
info: { title: Streetlights, version: 1.0.0 }
servers: { test: { host: 'bus:9092', protocol: kafka-secure } }
channels:
  measured:
    address: lights.{streetlightId}.measured
    messages:
      lightMeasured: { $ref: '#/components/messages/lightMeasured' }
      lightFailed: { $ref: '#/components/messages/lightFailed' }
    parameters: { streetlightId: { description: Which one. } }
  commands:
    address: lights.commands
    messages:
      turnOnOff: { $ref: '#/components/messages/turnOnOff' }
      dim: { $ref: '#/components/messages/dim' }
      poke: { summary: Nothing is said of a payload. }
  answers:
    address: null
    messages: { done: { $ref: '#/components/messages/done' }, refused: { $ref: '#/components/messages/refused' } }
  raw:
    address: lights.raw
    messages: { reading: { $ref: '#/components/messages/reading' } }
operations:
  receiveLightMeasurement: { action: receive, channel: { $ref: '#/channels/measured' }, summary: Tells of the light there is. }
  delete: { action: send, channel: { $ref: '#/channels/commands' } }
  Ask-Light:
    action: send
    channel: { $ref: '#/channels/commands' }
    messages: [{ $ref: '#/channels/commands/messages/turnOnOff' }]
    reply: { channel: { $ref: '#/channels/answers' } }
  ask.light: { action: receive, channel: { $ref: '#/channels/raw' } }
  ask_light: { action: send, channel: { $ref: '#/channels/raw' } }
components:
  messages:
    lightMeasured:
      name: lightMeasured
      traits: [{ $ref: '#/components/messageTraits/commonHeaders' }]
      payload: { $ref: '#/components/schemas/lightMeasuredPayload' }
    lightFailed: { name: lightFailed, payload: { ${AVRO}, schema: { $ref: './schemas/Failure.avsc' } } }
    turnOnOff: { name: turnOnOff, payload: { type: object, properties: { command: { enum: ['on', 'off'] }, sentAt: { $ref: '#/components/schemas/sentAt' } }, required: [command] } }
    dim:
      name: dim
      payload:
        ${AVRO}
        schema: { type: record, name: Dim, namespace: com.acme.lights, doc: Dims a light., fields: [{ name: percentage, type: int, default: 50, minimum: 0, maximum: 100 }] }
    done: { name: done, payload: { type: boolean } }
    refused: { name: refused, payload: { $ref: './schemas/refusal.json' } }
    reading:
      name: reading
      payload: { ${AVRO}, schema: ['null', string, { type: array, items: com.acme.lights.Dim }, com.acme.lights.Failure] }
  messageTraits:
    commonHeaders: { headers: { type: object, properties: { my-app-header: { type: integer, minimum: 0, maximum: 100 } } } }
  schemas:
    lightMeasuredPayload:
      type: object
      description: The light there is.
      properties: { lumens: { type: integer, minimum: 0, description: How much. }, sentAt: { $ref: '#/components/schemas/sentAt' } }
    sentAt: { type: string, format: date-time }
`,
  'contracts/lights/api/schemas/Failure.avsc': `{ "type": "record", "name": "Failure", "namespace": "com.acme.lights", "fields": [{ "name": "reason", "type": "string" }] }`,
  'contracts/lights/api/schemas/refusal.json': `{ "$schema": "http://json-schema.org/draft-07/schema#", "oneOf": [{ "$ref": "#/definitions/code" }, { "type": "null" }], "definitions": { "code": { "type": "object", "properties": { "code": { "type": "string" } }, "required": ["code"] } } }`,
  'contracts/pair/one.yaml': `asyncapi: 3.1.0
info: { title: one, version: 1.0.0 }
channels: { told: { address: told, messages: { Told: { payload: { type: string } } } } }
operations: { tell: { action: send, channel: { $ref: '#/channels/told' } } }
`,
  'contracts/pair/two.yaml': `asyncapi: 3.1.0
info: { title: two, version: 1.0.0 }
channels: { told: { address: told-too, messages: { Told: { payload: { type: string } } } } }
operations: { tell: { action: send, channel: { $ref: '#/channels/told' } } }
`,
};
