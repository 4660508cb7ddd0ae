import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent, containing, including, json, text, whole } from '../pattern.ts';

const document = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
const v1 = record('shop.Order', field('id', 'string'));
const OLDER = { 'confluent-accept-unknown-properties': 'false' };
const none = ok('PUT /config/{a}', {}, { body: { compatibility: 'NONE' } });

/** Where VYARNA's registry does less than Confluent's, and says so. */
export const ownLimits: Group = {
  name: 'own limits',
  cases: [
    {
      name: 'JSON Schemas are kept at the level NONE',
      calls: [
        fails('POST /subjects/{a}/versions', 42201, { body: of(document, { schemaType: 'JSON' }) }),
        none,
        ok(
          'POST /subjects/{a}/versions',
          { version: 1, schemaType: 'JSON', schema: json(document) },
          { body: of(document, { schemaType: 'JSON' }), keep: { id: 'id' } },
        ),
        ok('GET /schemas/ids/{id}', { schemaType: 'JSON', schema: json(document) }),
        ok('POST /subjects/{a}', { version: 1 }, { body: of(document, { schemaType: 'JSON' }) }),
        fails('POST /subjects/{a}/versions', 42201, { body: of({ type: 'objekt' }, { schemaType: 'JSON' }) }),
      ],
    },
    {
      name: 'PROTOBUF is refused',
      calls: [none, fails('POST /subjects/{a}/versions', 42201, { body: { schema: 'syntax = "proto3";', schemaType: 'PROTOBUF' } })],
    },
    {
      name: 'refuses what it would have to overlook',
      calls: [
        fails('POST /subjects/{a}/versions', 422, {
          body: of(v1, { schemaTagsToAdd: [{ schemaEntity: { entityPath: 'Order.id', entityType: 'sr_field' }, tags: ['PII'] }] }),
        }),
        fails('PUT /config/{a}', 422, { body: { compatibilityPolicy: 'LENIENT' } }),
        fails('PUT /config/{a}', 422, { body: { aliasForDeks: 'x' } }),
        fails('GET /schemas?resourceType=topic', 422),
        registers('{a}', v1, {}, { id: 'id' }),
        fails('GET /schemas/ids/{id}?findTags=PII', 422),
        fails('GET /subjects/{a}/versions/1?findTags=*', 422),
        fails('POST /subjects/{a}/versions/1/tags', 42205, { body: { tagsToAdd: [] } }),
      ],
    },
    {
      name: 'what nobody knows is refused, and told what is known',
      calls: [
        fails('PUT /config/{a}', 422, { body: { compat: 'FULL' }, message: containing('Unrecognized field: compat;') }),
        fails('PUT /mode/{a}', 422, { body: { mod: 'READONLY' }, message: containing('Unrecognized field: mod;') }),
        fails('POST /subjects/{a}/versions', 422, { body: of(v1, { schematype: 'JSON' }), message: containing('schemaType') }),
        fails('POST /subjects/{a}/versions', 422, { body: of(v1, { metadata: { owner: 'sales' } }), message: containing('metadata.owner') }),
        fails('POST /subjects/{a}/versions', 422, {
          body: of(v1, { references: [{ name: 'a', subject: 'a', version: 1, path: 'a' }] }),
          message: containing('references[0].path'),
        }),
        fails('POST /subjects/{a}/versions', 422, {
          body: of(v1, { ruleSet: { domainRules: [{ name: 'r', type: 'CEL', when: 'WRITE' }] } }),
          message: containing('ruleSet.domainRules[0].when'),
        }),
        fails('POST /subjects/{a}/versions?normalise=true', 422, { body: of(v1), message: containing('normalize, force, format') }),
        fails('GET /subjects/{a}/versions', 40401),
        fails('POST /subjects/{a}/versions', 400, { body: '{"schema":"\\"int\\"","schema":"\\"long\\""}', message: containing('"schema" twice') }),
        fails('GET /subjects/{a}/metadata?key=a', 422, { message: containing('come in pairs; there are 1 of key and 0 of value') }),
        fails('GET /vyarna/changes?limit=1001', 400),
        fails('GET /vyarna/changes?limit=0', 400),
        fails('GET /vyarna/changes?after=-1', 400),
        fails('POST /subjects/:*:{a}/versions', 42208, { body: of(v1) }),
        fails('GET /subjects?limit=1&limit=2', 422, { message: containing('more than once') }),
        fails('PUT /config/{a}', 422, { body: { compatibility: 'FULL', compatibilityLevel: 'NONE' } }),
      ],
    },
    {
      name: 'what is asked wrongly is told with what was sent, what is wanted and what to do',
      calls: [
        fails('GET /schemas/ids/abc', 404, { message: "HTTP 404 Not Found: the id of a schema is a whole number up to 2147483647, not 'abc'." }),
        fails('GET /schemas/ids/99999999999', 404, { message: containing("not '99999999999'.") }),
        fails('POST /subjects/{a}/versions', 400, {
          body: of(v1, { id: 99_999_999_999 }),
          message: 'id must be a whole number up to 2147483647, not 99999999999.',
        }),
        fails('GET /subjects?limit=99999999999', 404, { message: containing('limit is a whole number up to 2147483647') }),
        fails('DELETE /schemas/types', 405, { message: 'HTTP 405 Method Not Allowed: /schemas/types takes GET, not DELETE.' }),
        fails('GET /schemas/types', 406, {
          headers: { accept: 'text/html' },
          message: containing("application/json, not 'text/html'. Correct the header Accept, or leave it out."),
        }),
        fails('POST /subjects/{a}/versions', 415, { body: of(v1), headers: { 'content-type': 'text/plain' }, message: containing("'text/plain'") }),
      ],
    },
    {
      name: 'an alias that leads nowhere is refused, and one whose subject is missing is told of',
      calls: [
        fails('PUT /config/{a}', 422, { body: { alias: '{a}' }, message: containing('leads back to itself') }),
        ok('PUT /config/{a}', { alias: '{b}' }, { body: { alias: '{b}' } }),
        fails('PUT /config/{b}', 422, { body: { alias: '{a}' }, message: containing('leads back to itself') }),
        fails('PUT /config', 422, { body: { alias: '{a}' } }),
        fails('PUT /config/{c}', 42208, { body: { alias: '..' } }),
        fails('GET /subjects/{a}/versions', 40401, { message: containing('is an alias of') }),
        ok('PUT /config/{a}', { alias: absent }, { body: { alias: '' } }),
        fails('GET /subjects/{a}/versions', 40401, { message: containing("'{a}' not found") }),
      ],
    },
    {
      name: 'guids and times are left out for clients that do not say they know them, but of a registration',
      calls: [
        ok('POST /subjects/{a}/versions', { guid: text, version: 1 }, { body: of(v1), headers: OLDER, keep: { id: 'id', guid: 'guid' } }),
        ...['/schemas/ids/{id}', '/schemas/guids/{guid}', '/subjects/{a}/versions/1', '/subjects/{a}/versions/latest'].flatMap((path) => [
          ok(`GET ${path}`, { guid: absent, ts: absent, schema: json(v1) }, { headers: OLDER }),
          ok(`GET ${path}`, { guid: '{guid}', schema: json(v1) }),
          ok(`GET ${path}`, { guid: absent, ts: absent }, { headers: OLDER }),
        ]),
        ok('GET /schemas/ids/{id}?includeSubjects=true', { subjects: including('{a}'), maxId: absent }),
        ok('GET /schemas/ids/{id}?includeSubjects=true&fetchMaxId=true', { subjects: including('{a}'), maxId: whole }),
      ],
    },
    {
      name: 'compressed bodies are refused',
      calls: [fails('POST /subjects/{a}/versions', 415, { body: of(v1), headers: { 'content-encoding': 'gzip' } })],
    },
    { name: 'types are those that are taken', calls: [ok('GET /schemas/types', including('AVRO', 'JSON'))] },
  ],
};
