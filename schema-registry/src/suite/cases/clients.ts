import { type Call, fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent, including, json, text, whole } from '../pattern.ts';

const line = record('shop.Line', field('quantity', 'int'));
const order = record('shop.Order', field('id', 'string'), field('line', 'shop.Line'));
const schema = record('shop.Order', field('id', 'string'));
const next = record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }));

/** As each client sends its requests. */
const from = (headers: Readonly<Record<string, string>>, ...calls: readonly Call[]): readonly Call[] =>
  calls.map((call) => ({ ...call, headers: { ...headers, ...call.headers } }));

const KAFKAJS = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
const CONFLUENT = {
  accept: 'application/json, text/plain, */*',
  'confluent-accept-unknown-properties': 'true',
  'confluent-client-version': 'javascript/1.10.1',
};
const CONFLUENT_BODY = { 'content-type': 'application/vnd.schemaregistry.v1+json' };

/** What the two JavaScript clients were seen to send, in their order, and what they need of the answers. */
export const clients: Group = {
  name: 'clients',
  cases: [
    {
      name: '@kafkajs/confluent-schema-registry registers: level, schema, level',
      calls: from(
        KAFKAJS,
        // Anything but 404 would mean a level of its own.
        fails('GET /config/{a}%2Fvalue', 40408),
        ok('POST /subjects/{a}%2Fvalue/versions', { id: whole }, { body: of(schema), keep: { id: 'id' } }),
        ok('PUT /config/{a}%2Fvalue', { compatibility: 'BACKWARD' }, { body: { compatibility: 'BACKWARD' } }),
        ok('GET /config/{a}%2Fvalue', { compatibilityLevel: 'BACKWARD' }),
        ok('POST /subjects/{a}%2Fvalue/versions', { id: '{id}' }, { body: of(schema) }),
        ok('GET /schemas/ids/{id}', { schema: json(schema), schemaType: absent, references: absent }),
      ),
    },
    {
      name: '@kafkajs/confluent-schema-registry finds ids, and schemas with what they refer to',
      calls: from(
        KAFKAJS,
        registers('{line}', line),
        registers('{order}', order, { references: [{ name: 'shop.Line', subject: '{line}', version: 1 }] }, { id: 'id' }),
        ok('GET /subjects/{order}/versions/latest', { id: '{id}' }),
        ok('GET /subjects/{order}/versions/1', { id: '{id}' }),
        ok('GET /schemas/ids/{id}', { schema: json(order), references: [{ name: 'shop.Line', subject: '{line}', version: 1 }] }),
        ok('GET /subjects/{line}/versions/1', { schema: json(line) }),
        ok('POST /subjects/{line}', { id: whole }, { body: of(line) }),
        fails('POST /subjects/{none}', 40401, { body: of(line) }),
      ),
    },
    {
      name: '@confluentinc/schemaregistry writes: association, schema, id',
      calls: from(
        CONFLUENT,
        fails('GET /associations/resources/-/{topic}?resourceType=topic&associationType=value', 404),
        ok(
          'POST /subjects/{topic}-value/versions?normalize=false',
          { id: whole, version: 1, guid: text },
          { body: of(schema, { schemaType: 'AVRO' }), headers: CONFLUENT_BODY, keep: { id: 'id', guid: 'guid' } },
        ),
        ok(
          'POST /subjects/{topic}-value?normalize=false&deleted=false',
          { id: '{id}', guid: '{guid}', version: 1, subject: '{topic}-value' },
          { body: of(schema, { schemaType: 'AVRO' }), headers: CONFLUENT_BODY },
        ),
        fails('GET /associations/resources/-/{topic}?resourceType=topic&associationType=key', 404),
      ),
    },
    {
      name: '@confluentinc/schemaregistry reads: by id, guid, version and metadata',
      calls: from(
        CONFLUENT,
        registers('{a}', schema, { metadata: { properties: { owner: 'sales' } } }, { id: 'id', guid: 'guid' }),
        ok('GET /schemas/ids/{id}?subject={a}', { schema: json(schema) }),
        ok('GET /schemas/guids/{guid}', { schema: json(schema) }),
        ok('GET /subjects/{a}/versions/latest', { id: '{id}', version: 1 }),
        ok('GET /subjects/{a}/versions/1?deleted=false', { id: '{id}' }),
        ok('GET /subjects/{a}/metadata?key=owner&value=sales&deleted=false', { id: '{id}' }),
        ok('GET /subjects', including('{a}')),
        ok('GET /subjects/{a}/versions', [1]),
      ),
    },
    {
      name: '@confluentinc/schemaregistry administers: checks, levels, deletes',
      calls: from(
        CONFLUENT,
        registers('{a}', schema),
        ok('POST /compatibility/subjects/{a}/versions/latest', { is_compatible: true }, { body: of(next), headers: CONFLUENT_BODY }),
        ok('POST /compatibility/subjects/{a}/versions', { is_compatible: true }, { body: of(next), headers: CONFLUENT_BODY }),
        ok('PUT /config/{a}', { compatibility: 'FULL' }, { body: { compatibility: 'FULL' }, headers: CONFLUENT_BODY }),
        ok('GET /config/{a}', { compatibilityLevel: 'FULL' }),
        ok('GET /config', { compatibilityLevel: text }),
        ok('DELETE /subjects/{a}/versions/1?permanent=false', 1),
        ok('DELETE /subjects/{a}/versions/1?permanent=true', 1),
        registers('{b}', schema),
        ok('DELETE /subjects/{b}?permanent=false', [1]),
        ok('DELETE /subjects/{b}?permanent=true', [1]),
      ),
    },
  ],
};
