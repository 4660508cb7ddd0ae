import { describe, expect, test } from 'vitest';
import { compile } from './testing/compile.ts';
import { foreignContract } from './testing/foreign-contract.ts';
import { generateFrom } from './testing/generate-from.ts';

const files = await generateFrom(foreignContract);
const body = (path: string): string => {
  const text = files.find((file) => file.path === path)?.text ?? `no ${path}`;
  return text.split('\n').slice(1).join('\n');
};

describe("what is generated from others' documents", () => {
  test('compiles, and so does code that uses it', () => {
    const usage = {
      path: 'usage.ts',
      text: `import type { CallDescriptor, ConsumerDescriptor, Envelope } from '@vyarna/messaging/codegen/v1';
import { AskLight } from './lights/api/clients/ask-light.gen.ts';
import { receiveLightMeasurement } from './lights/api/consumers/receive-light-measurement.gen.ts';
import { deleteOperation } from './lights/api/producers/delete.gen.ts';
declare const on: <Message extends Envelope<unknown>>(descriptor: ConsumerDescriptor<Message>, handler: (message: Message) => string | undefined) => void;
on(receiveLightMeasurement, (message) => (message.type === 'lightFailed' ? message.payload.reason : message.payload.lumens?.toFixed()));
// @ts-expect-error: one of the two has no reason
on(receiveLightMeasurement, (message) => message.payload.reason);
deleteOperation('dim', {});
deleteOperation('turnOnOff', { command: 'on' });
// @ts-expect-error: no such command
deleteOperation('turnOnOff', { command: 'up' });
// @ts-expect-error: no such message
deleteOperation('fly', {});
declare const call: <Request, Reply, RequestInit>(descriptor: CallDescriptor<Request, Reply, RequestInit, unknown>, payload: RequestInit) => Promise<Reply>;
export const answer: Promise<boolean | { readonly code: string } | null> = call(AskLight, { command: 'off' });
`,
    };
    expect(compile([...files, usage])).toEqual([]);
  }, 60_000);

  test('has a consumer for each receive, a client for what is answered, a producer for any other send', () => {
    const operations = files.map(({ path }) => path).filter((path) => /\/(requests|clients|consumers|producers|snapshots)\//.test(path));
    expect(operations).toEqual([
      'lights/api/clients/ask-light.gen.ts',
      'lights/api/consumers/ask-light.gen.ts',
      'lights/api/consumers/receive-light-measurement.gen.ts',
      'lights/api/producers/ask-light.gen.ts',
      'lights/api/producers/delete.gen.ts',
      'pair/one/producers/tell.gen.ts',
      'pair/two/producers/tell.gen.ts',
    ]);
  });

  test('tells several messages of one operation apart by their names', () => {
    expect(
      body('lights/api/consumers/receive-light-measurement.gen.ts'),
    ).toBe(`import { consumer, type ConsumerDescriptor, type Envelope } from '@vyarna/messaging/codegen/v1';
import type { Failure } from '../types/failure.gen.ts';
import type { LightMeasuredPayload } from '../types/light-measured-payload.gen.ts';

/**
 * Tells of the light there is.
 *
 * A message on \`lights.{streetlightId}.measured\`, taken by the group \`Streetlights\`.
 */
export const receiveLightMeasurement: ConsumerDescriptor<Envelope<Failure, 'lightFailed'> | Envelope<LightMeasuredPayload, 'lightMeasured'>> =
  consumer('receiveLightMeasurement');
`);
    expect(body('lights/api/producers/delete.gen.ts')).toContain(
      'readonly dim: DimInit; readonly poke: unknown; readonly turnOnOff: TurnOnOffPayload }',
    );
  });

  test('keeps the id of an operation where its name is that of another, too', () => {
    expect(body('pair/two/producers/tell.gen.ts')).toContain(
      "export const tell: Producer<ToldPayload> = producer('pair/two/tell', 'pair/two/Told');",
    );
  });

  test('has types of payloads without a name of their own, in Avro and in JSON Schema', () => {
    expect(body('lights/api/types/reading-payload.gen.ts')).toBe(`import type { OneOf } from '@vyarna/contract';
import type { Dim, DimInit } from './com-acme-lights-dim.gen.ts';
import type { Failure, FailureInit } from './failure.gen.ts';

export type ReadingPayload =
  | { readonly string: string }
  | { readonly array: readonly Dim[] }
  | { readonly 'com.acme.lights.Failure': Failure }
  | null;

/** \`ReadingPayload\` as it may be given. */
export type ReadingPayloadInit = OneOf<{ string: string; array: readonly DimInit[]; 'com.acme.lights.Failure': FailureInit }> | null;
`);
    expect(body('lights/api/types/light-measured-payload.gen.ts')).toContain(
      '  /** How much. At least 0. */\n  readonly lumens?: number;\n  readonly sentAt?: SentAt;\n',
    );
    expect(body('lights/api/types/refusal.gen.ts')).toContain('export type Refusal = Code | null;');
    expect(body('lights/api/types/common-headers.gen.ts')).toContain("readonly 'my-app-header'?: number;");
  });

  test('has the JSON Schema itself where that is the payload, and refers to Avro types by file', () => {
    const schemaOf = (name: string): unknown => JSON.parse(files.find(({ path }) => path === `lights/api/schemas/${name}.schema.json`)?.text ?? '');
    expect(schemaOf('done-payload')).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $comment: 'Generated by vyarna from contracts/lights/api/asyncapi.yaml. Do not edit: change the contract and run make codegen.',
      type: 'boolean',
    });
    expect(JSON.stringify(schemaOf('reading-payload'))).toContain('"$ref":"./failure.schema.json#/$defs/com.acme.lights.Failure"');
  });
});

test('an operation that is called as what its module imports gets a name of its own', async () => {
  const named = await generateFrom({
    'contracts/a.yaml': `asyncapi: 3.0.0
info: { title: a, version: 1.0.0 }
channels: { c: { address: c, messages: { M: { payload: { type: string } } } } }
operations:
  producer: { action: send, channel: { $ref: '#/channels/c' } }
  Producer: { action: send, channel: { $ref: '#/channels/c' } }
  consumer: { action: receive, channel: { $ref: '#/channels/c' } }
  Envelope: { action: receive, channel: { $ref: '#/channels/c' } }
  client: { action: receive, channel: { $ref: '#/channels/c' } }
`,
  });
  const constants = named.flatMap(({ text }) => /export const (\w+): \w+(?:Descriptor|Producer)?</.exec(text)?.[1] ?? []);
  expect(constants.sort()).toEqual(['EnvelopeOperation', 'ProducerOperation', 'client', 'consumerOperation', 'producerOperation']);
  expect(compile(named)).toEqual([]);
}, 60_000);
