import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatFinding } from './finding.ts';
import { type ContractSet, loadContracts } from './load.ts';
import { type Files, writeRepository } from './testing/index.ts';

const load = (files: Files): { readonly set: ContractSet | null; readonly findings: readonly string[] } => {
  const { root, remove } = writeRepository(files);
  try {
    const { set, findings } = loadContracts({ root, contracts: 'api', flows: 'nowhere' });
    return { set, findings: findings.map(formatFinding) };
  } finally {
    remove();
  }
};

const read = (files: Files): ContractSet => {
  const { set, findings } = load(files);
  expect(findings).toEqual([]);
  if (set === null) throw new Error('there is no set');
  return set;
};

const HEAD = 'asyncapi: 3.0.0\ninfo: { title: Lamps, version: 1.0.0 }\n';

describe('where contracts lie', () => {
  const document = (title: string): string => `asyncapi: 3.0.0\ninfo: { title: ${title}, version: 1.0.0 }\n`;

  test('documents are found at any depth, in YAML and JSON, and each has a folder of its own', () => {
    const { documents } = read({
      'api/shop.yaml': document('shop'),
      'api/deep/down/events.yml': document('deep'),
      'api/pair/one.yaml': document('one'),
      'api/pair/two.json': '{ "asyncapi": "3.1.0", "info": { "title": "two", "version": "1" } }',
      'api/other.yaml': 'openapi: 3.1.0\n',
      'api/notes/readme.yaml': 'text: "asyncapi: 3.0.0"\n',
      'api/node_modules/x/asyncapi.yaml': document('x'),
    });
    expect(documents.map(({ app, file }) => [app.title, app.folder, file])).toEqual([
      ['deep', 'deep/down', 'api/deep/down/events.yml'],
      ['one', 'pair/one', 'api/pair/one.yaml'],
      ['two', 'pair/two', 'api/pair/two.json'],
      ['shop', 'shop', 'api/shop.yaml'],
    ]);
  });

  test('hidden files, and links that lead nowhere, are no contracts', () => {
    const { root, remove } = writeRepository({ 'api/a.avsc': '"int"', 'api/.hidden.avsc': '{' });
    try {
      for (const link of ['.#a.avsc', 'b.avsc', 'c.yaml']) symlinkSync('nowhere', join(root, 'api', link));
      symlinkSync('itself.avsc', join(root, 'api/itself.avsc'));
      symlinkSync('a.avsc', join(root, 'api/d.avsc'));
      const { set, findings } = loadContracts({ root, contracts: 'api', flows: 'nowhere' });
      expect([findings, [...(set?.roots.keys() ?? [])]]).toEqual([[], ['api/a.avsc', 'api/d.avsc']]);
    } finally {
      remove();
    }
  });

  test('a folder elsewhere is read through the first link to it, one that is listed anyway is not read twice', () => {
    const { root, remove } = writeRepository({
      'api/own/a.avsc': '"int"',
      'elsewhere/b.avsc': '"int"',
      'elsewhere/deep/c.avsc': '"int"',
    });
    try {
      for (const [link, target] of [
        ['api/shared', '../elsewhere'],
        ['api/twin', '../elsewhere/deep'],
        ['api/again', 'own'],
        ['api/around', '..'],
        ['elsewhere/loop', '.'],
      ] as const) {
        symlinkSync(target, join(root, link));
      }
      const { set, findings } = loadContracts({ root, contracts: 'api', flows: 'nowhere' });
      expect([findings, [...(set?.roots.keys() ?? [])]]).toEqual([[], ['api/own/a.avsc', 'api/shared/b.avsc', 'api/shared/deep/c.avsc']]);
    } finally {
      remove();
    }
  });

  test('applications of one title are told apart by their folders', () => {
    const { bundle } = read({ 'api/a/asyncapi.yaml': document('same'), 'api/b/asyncapi.yaml': document('same') });
    expect(Object.keys(bundle.apps)).toEqual(['same (a)', 'same (b)']);
  });

  test('schemas alone are a contract set, and a type of one folder is known in every other', () => {
    const { bundle } = read({
      'api/x/money.avsc': '{ "type": "record", "name": "Money", "namespace": "x", "fields": [{ "name": "amount", "type": "string" }] }',
      'api/y/deep/bill.avsc': '{ "type": "record", "name": "Bill", "namespace": "y", "fields": [{ "name": "total", "type": "x.Money" }] }',
    });
    expect(Object.keys(bundle.types)).toEqual(['x.Money', 'y.Bill']);
  });

  test('a document of version 2 is refused', () => {
    expect(load({ 'api/old.yaml': 'asyncapi: 2.6.0\ninfo: { title: old, version: 1.0.0 }\n' }).findings).toEqual([
      'api/old.yaml:1:11: The document must be AsyncAPI 3.0 or 3.1, not 2.6.0. Write asyncapi: 3.1.0; what was written for version 2 must be converted first. [UNKNOWN_VERSION]',
    ]);
  });
});

describe('payloads', () => {
  const channel = (payload: string, message = ''): string => `${HEAD}channels:
  measured:
    address: lamps.measured
    messages:
      Measured:
        ${message}
        payload: ${payload}
`;
  const AVRO = "schemaFormat: 'application/vnd.apache.avro;version=1.12.0'";

  test('a part of a schema keeps the namespace it lies in, whatever refers to it', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': channel(`{ ${AVRO}, schema: { $ref: './lamp.avsc#/fields/0/type' } }`),
      'api/a/lamp.avsc': `{ "type": "record", "name": "a.Lamp", "fields": [{ "name": "state", "type": { "type": "enum", "name": "State", "symbols": ["ON"] } }] }`,
      'api/b/use.avsc': `{ "type": "record", "name": "b.Use", "fields": [{ "name": "state", "type": { "$ref": "../a/lamp.avsc#/fields/0/type" } }] }`,
    });
    expect(Object.keys(bundle.types)).toEqual(['a.Lamp', 'a.State', 'b.Use']);
    expect(bundle.messages['Measured']?.payload).toBe('a.State');
    expect(bundle.types['b.Use']?.schema).toHaveProperty('fields[0].type', 'a.State');
  });

  test('a whole number is read to the digit, in whatever way YAML writes it', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': channel(
        `{ ${AVRO}, schema: { type: record, name: a.R, fields: [{ name: most, type: long, default: 0x7fffffffffffffff }, { name: mode, type: int, default: 0o755 }] } }`,
      ),
    });
    expect(bundle.types['a.R']?.schema).toHaveProperty('fields[1].default', 493);
    expect(JSON.stringify(bundle.types['a.R']?.schema)).toContain('"default":9223372036854775807');
  });

  test('Avro may stand inside the document, in YAML', () => {
    const { bundle, roots } = read({
      'api/a/asyncapi.yaml': channel(`
          schemaFormat: application/vnd.apache.avro+yaml;version=1.9.0
          schema:
            type: record
            name: Measured
            namespace: lamps
            fields:
              - { name: at, type: { type: long, logicalType: timestamp-millis } }
              - { name: parts, type: { type: array, items: Measured } }`),
    });
    expect(bundle.messages['Measured']).toEqual({
      name: 'Measured',
      app: 'Lamps',
      summary: '',
      payload: 'lamps.Measured',
      lookup: 'TopicNameStrategy',
    });
    expect([...roots.keys()]).toEqual(['api/a/asyncapi.yaml#/channels/measured/messages/Measured/payload/schema']);
    expect(bundle.types['lamps.Measured']).toEqual({
      file: 'api/a/asyncapi.yaml',
      schema: {
        type: 'record',
        name: 'lamps.Measured',
        fields: [
          { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
          { name: 'parts', type: { type: 'array', items: 'lamps.Measured' } },
        ],
      },
    });
  });

  test('a fault in Avro inside a document is told at its place there', () => {
    expect(
      load({ 'api/a/asyncapi.yaml': channel(`{ ${AVRO}, schema: { type: record, name: M, fields: [{ name: x, type: strng }] } }`) }).findings,
    ).toEqual(['api/a/asyncapi.yaml:9:139: There is no type "strng". Did you mean "string"? [UNKNOWN_TYPE]']);
  });

  test('Avro parts of a document refer to each other, to files, and are referred to by both', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': `${channel(`{ ${AVRO}, schema: { $ref: '#/components/schemas/Order' } }`)}components:
  schemas:
    Order:
      type: record
      name: Order
      namespace: shop
      fields:
        - { name: line, type: { $ref: '#/components/schemas/Line' } }
        - { name: lines, type: { type: array, items: { $ref: './line.avsc' } } }
        - { name: again, type: shop.Line }
    Line: { $ref: './line.avsc' }
`,
      'api/a/line.avsc':
        '{ "type": "record", "name": "Line", "namespace": "shop", "fields": [{ "name": "of", "type": ["null", { "$ref": "./asyncapi.yaml#/components/schemas/Order" }] }] }',
    });
    expect(bundle.types['shop.Order']?.schema).toMatchObject({
      fields: [
        { name: 'line', type: 'shop.Line' },
        { name: 'lines', type: { type: 'array', items: 'shop.Line' } },
        { name: 'again', type: 'shop.Line' },
      ],
    });
    expect(bundle.types['shop.Line']?.schema).toMatchObject({ fields: [{ name: 'of', type: ['null', 'shop.Order'] }] });
  });

  test('a payload without a name of its own is called after its message', () => {
    const { bundle, messages } = read({ 'api/a/asyncapi.yaml': channel(`{ ${AVRO}, schema: { type: map, values: [long, string] } }`) });
    expect(messages[0]?.payload?.name).toBe('a/MeasuredPayload');
    expect(bundle.types['a/MeasuredPayload']?.schema).toEqual({ type: 'map', values: ['long', 'string'] });
  });

  test('a plain payload is JSON Schema, made self-contained over files and recursion', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': `${channel("{ $ref: '#/components/schemas/tree' }")}components:
  schemas:
    tree:
      type: object
      properties:
        lamp: { $ref: './lamp.json' }
        branches: { type: array, items: { $ref: '#/components/schemas/tree' } }
        colour: { $ref: './lamp.json#/definitions/colour' }
`,
      'api/a/lamp.json':
        '{ "type": "object", "properties": { "colour": { "$ref": "#/definitions/colour" } }, "definitions": { "colour": { "enum": ["red"] } } }',
    });
    expect(bundle.jsonTypes).toEqual({
      'a/Tree': {
        file: 'api/a/asyncapi.yaml',
        schema: {
          type: 'object',
          properties: { lamp: { $ref: '#/$defs/lamp' }, branches: { type: 'array', items: { $ref: '#' } }, colour: { $ref: '#/$defs/colour' } },
          $defs: {
            colour: { enum: ['red'] },
            lamp: { type: 'object', properties: { colour: { $ref: '#/$defs/colour' } }, definitions: { colour: { enum: ['red'] } } },
          },
        },
      },
    });
  });

  test('an unknown format is refused, and one written beside the payload as well', () => {
    expect(load({ 'api/a/asyncapi.yaml': channel("{ schemaFormat: 'application/vnd.google.protobuf;version=3', schema: 'x' }") }).findings).toEqual([
      'api/a/asyncapi.yaml:9:34: The schemaFormat application/vnd.google.protobuf;version=3 is not known here. Use application/vnd.apache.avro;version=1.12.0, or application/schema+json;version=draft-07. [UNKNOWN_SCHEMA_FORMAT]',
    ]);
    expect(load({ 'api/a/asyncapi.yaml': channel('{ type: record }', `${AVRO}`) }).findings).toEqual([
      'api/a/asyncapi.yaml:8:23: In AsyncAPI 3 the schemaFormat stands inside the payload. Write payload: { schemaFormat: ..., schema: ... }. [MISPLACED_SCHEMA_FORMAT]',
    ]);
  });

  test('what is no JSON Schema is refused, and Avro that does not say so is told how', () => {
    expect(
      load({
        'api/a/asyncapi.yaml': channel(
          '{ type: record, name: M, properties: { a: { type: string, minLength: -1, pattern: "(" }, b: text }, required: yes }',
        ),
      }).findings,
    ).toEqual([
      'api/a/asyncapi.yaml:9:26: "type" must be one of array, boolean, integer, null, number, object, string, or a list of them, each once. For Avro write payload: { schemaFormat: \'application/vnd.apache.avro;version=1.12.0\', schema: ... }. [INVALID_JSON_SCHEMA]',
      'api/a/asyncapi.yaml:9:87: "minLength" must be a whole number, 0 or more. [INVALID_JSON_SCHEMA]',
      'api/a/asyncapi.yaml:9:100: "pattern" must be a regular expression of ECMA-262 with the u flag. [INVALID_JSON_SCHEMA]',
      'api/a/asyncapi.yaml:9:110: A JSON Schema is an object, or true or false. [INVALID_JSON_SCHEMA]',
      'api/a/asyncapi.yaml:9:128: "required" must be a list of texts, each once. [INVALID_JSON_SCHEMA]',
    ]);
  });

  test.each([
    ['{ required: [a, a] }', '"required" must be a list of texts, each once.'],
    ['{ type: [string, string] }', '"type" must be one of array, boolean, integer, null, number, object, string, or a list of them, each once.'],
    ['{ enum: [] }', '"enum" must be a list of at least one value.'],
    ['{ allOf: [] }', '"allOf" must be a list of at least one schema.'],
    ["{ patternProperties: { '(': true } }", '"patternProperties" must be an object of schemas by regular expressions of ECMA-262 with the u flag.'],
    ['{ dependentRequired: { a: b } }', '"dependentRequired" must be an object of lists of texts by name, each text once.'],
    ['{ dependencies: { a: [b, b] } }', '"dependencies" must be an object of schemas, or lists of texts, each once, by name.'],
    ["{ $dynamicRef: '#a' }", '"$dynamicRef" cannot be followed here. Write a "$ref" with a JSON pointer.'],
    ['{ nullable: true, allOf: [true] }', 'Without a type beside it "nullable" binds nothing. Write anyOf: [..., { type: \'null\' }].'],
  ])('of %s is told what no validator would take', (payload, message) => {
    const [finding = ''] = load({ 'api/a/asyncapi.yaml': channel(payload) }).findings;
    expect(finding).toContain(`: ${message} [`);
  });

  test('what only names a schema, and its dialect, is left out of the one that stands by itself', () => {
    const payload = `{ $schema: 'https://example.com/own', $id: 'a#b', type: [string], nullable: true, items: [], not: { id: x, $anchor: y, properties: { id: true } } }`;
    const { bundle } = read({ 'api/a/asyncapi.yaml': channel(payload) });
    expect(bundle.jsonTypes?.['a/MeasuredPayload']?.schema).toEqual({ type: ['string'], nullable: true, not: { properties: { id: true } } });
  });

  test('a schema that is a part of itself, for the same value, is told; one whose values nest is not', () => {
    const { set, findings } = load({
      'api/a/asyncapi.yaml': `${channel("{ $ref: '#/components/schemas/vehicle' }")}components:
  schemas:
    vehicle: { oneOf: [{ $ref: '#/components/schemas/car' }, { type: 'null' }], properties: { trailer: { $ref: '#/components/schemas/vehicle' } } }
    car:
      allOf: [{ $ref: '#/components/schemas/vehicle' }, { properties: { parts: { type: array, items: { $ref: '#/components/schemas/car' } } } }]
`,
    });
    expect(set).not.toBeNull();
    expect(findings).toEqual([
      'api/a/asyncapi.yaml:14:15: This schema is a part of the one that it refers to, for the same value, so no check of a value would end. Leave out the one reference or the other: what both have in common can be a schema of its own. [ENDLESS_RECURSION]',
    ]);
  });

  test('a misspelt keyword of JSON Schema is a warning, an annotation is none', () => {
    const { set, findings } = load({ 'api/a/asyncapi.yaml': channel('{ type: string, minLenght: 2, x-unit: kWh, purpose: any }') });
    expect(set).not.toBeNull();
    expect(findings).toEqual([
      'api/a/asyncapi.yaml:9:45: JSON Schema has no keyword "minLenght", so it binds nothing. Did you mean "minLength"? [MISSPELT_KEYWORD]',
    ]);
  });

  test('lists and dependencies of draft-07 become those of 2020-12, and values are kept as they are', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': channel(
        '{ type: object, properties: { pair: { type: array, items: [{ type: string }], additionalItems: false } }, dependencies: { a: [b], c: { required: [d] } }, default: { items: [1] } }',
      ),
    });
    expect(bundle.jsonTypes?.['a/MeasuredPayload']?.schema).toEqual({
      type: 'object',
      properties: { pair: { type: 'array', prefixItems: [{ type: 'string' }], items: false } },
      dependentRequired: { a: ['b'] },
      dependentSchemas: { c: { required: ['d'] } },
      default: { items: [1] },
    });
  });

  test('a message without a payload is a message', () => {
    const { bundle } = read({ 'api/a/asyncapi.yaml': `${HEAD}channels: { ping: { address: ping, messages: { Ping: { summary: Hello. } } } }\n` });
    expect(bundle.messages['Ping']).toMatchObject({ payload: null, summary: 'Hello.' });
  });

  test('headers, key and correlation id are kept', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': channel(
        '{ type: string }',
        `traits: [{ headers: { type: object, properties: { tenant: { type: string } } }, correlationId: { location: '$message.header#/id' } }]
        bindings: { kafka: { key: { type: string, format: uuid } } }`,
      ),
    });
    expect(bundle.messages['Measured']).toMatchObject({
      headers: { type: 'object', properties: { tenant: { type: 'string' } } },
      key: { type: 'string', format: 'uuid' },
      correlationId: '$message.header#/id',
    });
  });
});

describe('traits', () => {
  const traits = (own: string): Files => ({
    'api/a/asyncapi.yaml': `${HEAD}channels: { m: { address: m, messages: { Measured: { payload: true, ${own}traits: [{ $ref: '#/components/messageTraits/one' }, { $ref: '#/components/messageTraits/two' }] } } } }
components:
  messageTraits:
    one: { headers: { type: object, required: [a], properties: { a: { type: string }, b: { type: string } } }, bindings: { amqp: { contentEncoding: gzip, messageType: one } } }
    two: { headers: { schemaFormat: 'application/schema+json;version=draft-07', schema: { $ref: '#/components/schemas/two' } }, bindings: { amqp: { messageType: two } } }
  schemas:
    two: { type: object, properties: { b: { $ref: '#/components/schemas/id' }, next: { $ref: '#/components/schemas/two' } } }
    id: { type: integer }
`,
  });

  test('are merged, the later over the earlier, and the object over all of them', () => {
    const { bundle, messages } = read(traits(`headers: { properties: { c: { type: boolean } } }, bindings: { amqp: { messageType: own } }, `));
    expect(bundle.messages['Measured']).toMatchObject({ bindings: { amqp: { contentEncoding: 'gzip', messageType: 'own' } } });
    expect(bundle.messages['Measured']?.headers).toEqual({
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' }, b: { $ref: '#/$defs/id' }, next: { $ref: '#/$defs/two' }, c: { type: 'boolean' } },
      $defs: {
        id: { type: 'integer' },
        two: { type: 'object', properties: { b: { $ref: '#/$defs/id' }, next: { $ref: '#/$defs/two' } } },
      },
    });
    expect(messages[0]?.headers?.place.pointer).toBe('/channels/m/messages/Measured/headers');
  });
});

describe('documents', () => {
  const lamps = `${HEAD}servers:
  broker: { host: 'b:9092', protocol: kafka-secure }
channels:
  measured: { $ref: './channels/measured.yaml' }
  turn:
    address: lamps.{lampId}.turn
    parameters: { lampId: { description: Which lamp., location: '$message.payload#/id' } }
    messages: { Turn: { $ref: '#/components/messages/turn' } }
    bindings: { amqp: { is: queue, queue: { name: turns, durable: true } } }
operations:
  onTurn:
    $ref: './operations.yaml#/onTurn'
components:
  messages:
    turn: { name: turn, payload: { type: object } }
    turned: { payload: { type: object } }
  channels:
    answers: { address: null, messages: { turned: { $ref: '#/components/messages/turned' } } }
`;
  const files: Files = {
    'api/lamps/asyncapi.yaml': lamps.replace('  turn:\n', "  answers: { $ref: '#/components/channels/answers' }\n  turn:\n"),
    'api/lamps/channels/measured.yaml': "address: lamps.measured\nmessages: { Measured: { $ref: '../messages.yaml#/Measured' } }\n",
    'api/lamps/messages.yaml': 'Measured: { payload: { type: number } }\n',
    'api/lamps/operations.yaml': `onTurn:
  action: receive
  channel: { $ref: './asyncapi.yaml#/channels/turn' }
  traits: [{ summary: Turns a lamp., bindings: { kafka: { groupId: { type: string, const: turners } } } }]
  reply:
    channel: { $ref: './asyncapi.yaml#/channels/answers' }
    messages: [{ $ref: './asyncapi.yaml#/channels/answers/messages/turned' }]
`,
    'api/house/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: House, version: 1.0.0 }
channels: { lamp: { $ref: '../lamps/asyncapi.yaml#/channels/measured' } }
operations:
  watch: { action: receive, channel: { $ref: '#/channels/lamp' }, messages: [{ $ref: '#/channels/lamp/messages/Measured' }] }
`,
  };

  test('channels, operations and messages may lie in files of their own, and traits fill in what is not said', () => {
    const { bundle } = read(files);
    expect(Object.keys(bundle.channels)).toEqual(['lamps/answers', 'lamps/measured', 'lamps/turn']);
    expect(bundle.operations['onTurn']).toEqual({
      id: 'onTurn',
      app: 'Lamps',
      action: 'receive',
      channel: 'lamps/turn',
      group: 'turners',
      messages: ['turn'],
      reply: { channel: 'lamps/answers', messages: ['turned'] },
    });
  });

  test('a reply without a channel is on the one that its messages are of', () => {
    const answered = (reply: string): Files => ({
      'api/a/asyncapi.yaml': `${HEAD}channels:
  asked: { address: asked, messages: { Ask: { payload: { type: string } } } }
  answered: { address: null, messages: { Done: { $ref: '#/components/messages/Done' } } }
operations: { ask: { action: send, channel: { $ref: '#/channels/asked' }, reply: ${reply} } }
components: { messages: { Done: { payload: { type: string } } } }
`,
    });
    const address = "address: { location: '$message.header#/replyTo' }";
    const { operations } = read(answered(`{ ${address}, messages: [{ $ref: '#/channels/answered/messages/Done' }] }`)).bundle;
    expect(operations['ask']?.reply).toEqual({ channel: 'a/answered', messages: ['Done'] });
    expect(read(answered(`{ ${address} }`)).bundle.operations['ask']?.reply).toBeNull();
    expect(load(answered(`{ ${address}, messages: [{ $ref: '#/components/messages/Done' }] }`)).findings).toEqual([
      "api/a/asyncapi.yaml:6:82: The reply of ask must refer to the channel that its messages are of. Such as channel: { $ref: '#/channels/answers' }. [MISSING_CHANNEL]",
    ]);
  });

  test('a channel of another application is used by $ref, and stays its own', () => {
    const { bundle, channels } = read(files);
    expect(bundle.operations['watch']).toMatchObject({ app: 'House', channel: 'lamps/measured', group: 'House', messages: ['Measured'] });
    expect(channels.find(({ id }) => id === 'measured')?.aliases.map(({ document, id }) => [document.app.title, id])).toEqual([['House', 'lamp']]);
  });

  test('parameters and bindings of other protocols are kept, and a protocol over TLS is the same protocol', () => {
    const { channels } = read(files).bundle;
    expect(channels['lamps/turn']).toMatchObject({
      kind: null,
      server: 'kafka',
      parameters: { lampId: { description: 'Which lamp.', location: '$message.payload#/id' } },
      bindings: { amqp: { is: 'queue', queue: { name: 'turns', durable: true } } },
    });
    expect(channels['lamps/measured']?.server).toBe('kafka');
  });

  test('ids and names that several applications use are told apart by the folder', () => {
    const twin = (title: string): string => `asyncapi: 3.0.0
info: { title: ${title}, version: 1.0.0 }
channels: { c: { address: ${title}, messages: { Event: { payload: { type: string } } } } }
operations: { send: { action: send, channel: { $ref: '#/channels/c' } } }
`;
    const { bundle } = read({ 'api/a/asyncapi.yaml': twin('a'), 'api/b/asyncapi.yaml': twin('b') });
    expect(Object.keys(bundle.operations)).toEqual(['a/send', 'b/send']);
    expect(Object.keys(bundle.messages)).toEqual(['a/Event', 'b/Event']);
  });

  test('anchors and merged mappings mean what they mean in YAML', () => {
    const { bundle } = read({
      'api/a/asyncapi.yaml': `${HEAD}x-base: &base { summary: Said once., messages: { M: { payload: { type: string } } } }
channels:
  one: { <<: *base, address: one }
  two: { <<: *base, address: two, summary: Said here. }
`,
    });
    expect(Object.values(bundle.channels).map(({ address, summary, messages }) => [address, summary, messages.length])).toEqual([
      ['one', 'Said once.', 1],
      ['two', 'Said here.', 1],
    ]);
  });

  test('all faults of all files are told, each once, and none that follows from another', () => {
    expect(
      load({
        'api/a/asyncapi.yaml': `${HEAD}channels:
  c: { address: c, messages: { M: { $ref: '#/components/messages/None' } } }
operations:
  one: { action: receive }
  two: { action: recieve, channel: { $ref: '#/channels/c' } }
  three: { action: send, channel: { $ref: '../b/asyncapi.yaml#/channels/d' } }
  four: { action: send, channel: { $ref: '#/channels/nothing' } }
  five: { action: send, channel: { $ref: 'https://example.org/asyncapi.yaml#/channels/x' } }
`,
        'api/b/asyncapi.yaml': `asyncapi: 3.0.0
info: { title: b, version: 1.0.0 }
channels: { d: { address: d, address: e } }
`,
        'api/c/asyncapi.yaml': 'asyncapi: 3.0.0\ninfo: { title: c, version: [1 }\nchannels: {}\n',
        'api/d.avsc': '{ "type": "record", "name": "D", "fields": [{ "name": "x", "type": "in" }, ] }',
      }).findings,
    ).toEqual([
      'api/a/asyncapi.yaml:4:43: The reference #/components/messages/None points to nothing. [UNRESOLVED_REFERENCE]',
      "api/a/asyncapi.yaml:6:8: The operation one must refer to a channel of this document. Such as channel: { $ref: '#/channels/userSignedUp' }. [MISSING_CHANNEL]",
      'api/a/asyncapi.yaml:7:18: "action" must be one of send, receive. [INVALID_FACT]',
      'api/a/asyncapi.yaml:8:35: The operation three refers to a channel outside its document: ../b/asyncapi.yaml#/channels/d. Alias that channel in this document, and refer to the alias. [FOREIGN_CHANNEL]',
      'api/a/asyncapi.yaml:9:42: The reference #/channels/nothing points to nothing. [UNRESOLVED_REFERENCE]',
      'api/a/asyncapi.yaml:10:42: The reference https://example.org/asyncapi.yaml#/channels/x leads out of the contracts. Nothing is fetched while contracts are read: copy it into the contracts, and refer to the copy. [REMOTE_REFERENCE]',
      'api/b/asyncapi.yaml:3:30: "address" is given twice; the first is at 3:18. Remove one of them. [DUPLICATE_KEY]',
      'api/c/asyncapi.yaml:2:31: This is not YAML: missed comma between flow collection entries. [BROKEN_YAML]',
      'api/d.avsc:1:76: This is not JSON: a value was expected. Is there a comma too many before it? [BROKEN_JSON]',
    ]);
  });
});
