import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { containing, including, text } from '../pattern.ts';

const v1 = record('shop.Order', field('id', 'string'));
const V1 = 'application/vnd.schemaregistry.v1+json';
const DEFAULT = 'application/vnd.schemaregistry+json';
const JSON_TYPE = 'application/json';
const TYPES = [V1, DEFAULT, JSON_TYPE];
const sent = (type: string) => ({ 'content-type': type });
const accepts = (type: string) => ({ accept: type });

const nested = (levels: number): string => ['{"type":"array","items":'.repeat(levels), '"int"', '}'.repeat(levels)].join('');

/** What holds for every route. */
export const protocol: Group = {
  name: 'protocol',
  cases: [
    {
      name: 'takes bodies of these types, with a charset too, and of none',
      calls: [
        ...[...TYPES, 'application/octet-stream'].flatMap((type) => [
          ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1), headers: sent(type) }),
          ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1), headers: sent(`${type}; charset=utf-8`) }),
        ]),
        ok('GET /subjects/{a}/versions', [1], { headers: sent(V1) }),
      ],
    },
    {
      name: 'refuses bodies of other types with 415',
      calls: ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/vnd.schemaregistry.v2+json'].map((type) =>
        fails('POST /subjects/{a}/versions', 415, { body: of(v1), headers: sent(type) }),
      ),
    },
    {
      name: 'answers in the type that is asked for',
      calls: [
        ...TYPES.map((type) => ok('GET /schemas/types', including('AVRO'), { headers: accepts(type), type })),
        ok('GET /schemas/types', including('AVRO'), { headers: accepts('*/*'), type: V1 }),
        ok('GET /schemas/types', including('AVRO'), { headers: accepts('application/*'), type: V1 }),
        ok('GET /schemas/types', including('AVRO'), { headers: accepts('text/html, image/gif, *; q=.2, */*; q=.2'), type: V1 }),
        ok('GET /schemas/types', including('AVRO'), { headers: accepts('application/json, text/plain, */*'), type: V1 }),
        ok('GET /schemas/types', including('AVRO'), {
          headers: accepts('application/json;q=0.5, application/vnd.schemaregistry+json'),
          type: DEFAULT,
        }),
        ok('GET /schemas/types', including('AVRO'), {
          headers: accepts('application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json'),
          type: V1,
        }),
      ],
    },
    {
      name: 'answers 406 when nothing else is wanted',
      calls: ['text/html', 'application/xml', 'text/plain'].map((type) => fails('GET /schemas/types', 406, { headers: accepts(type) })),
    },
    {
      name: 'refuses a body that is no JSON, or not of the form, with 400',
      calls: [
        ...['not JSON', '{"schema": ', '{"schema": "int"} and more', '[1'].map((body) => fails('POST /subjects/{a}/versions', 400, { body })),
        fails('POST /subjects/{a}/versions', 400, { body: { schema: '"int"', id: 'one' } }),
        fails('POST /subjects/{a}/versions', 400, { body: { schema: '"int"', references: 'none' } }),
        fails('PUT /config/{a}', 400, { body: 'FULL' }),
        fails('PUT /mode/{a}', 400, { body: '{mode' }),
      ],
    },
    {
      name: 'refuses a request without its body with 422',
      calls: [
        fails('POST /subjects/{a}/versions', 422, { headers: sent(V1) }),
        fails('POST /subjects/{a}', 422, { headers: sent(V1) }),
        fails('PUT /config', 422, { headers: sent(V1) }),
        fails('PUT /mode/{a}', 422, { headers: sent(V1) }),
      ],
    },
    {
      name: 'reads bodies in the character set of their type',
      calls: [
        ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1), headers: sent(`${V1}; charset=UTF-8`) }),
        fails('POST /subjects/{a}/versions', 415, { body: of(v1), headers: sent(`${V1}; charset=no-such-set`) }),
      ],
    },
    {
      name: 'takes back the members of its own answers, and the names that the Python client writes',
      calls: [
        ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1, { subject: '{a}', guid: 'x', ts: 1, deleted: false, version: 1 }) }),
        ok('PUT /config/{a}', {}, { body: { compatibility: 'FULL' } }),
        ok('PUT /config/{a}', {}, { body: { compatibilityLevel: 'FULL', normalize: true } }),
        ok('GET /config/{a}', { compatibilityLevel: 'FULL', normalize: true }),
        ok('GET /subjects?deleted=False&deleted_only=False&offset=0&limit=-1', including('{a}')),
        ok('GET /subjects/{a}/versions?deleted=False&deleted_only=False&offset=0&limit=2147483647', [1]),
      ],
    },
    {
      name: 'takes true in any case of letters for true, and all else for false',
      calls: [
        registers('{a}', v1),
        ok('DELETE /subjects/{a}', [1]),
        ok('GET /subjects/{a}/versions?deleted=TRUE', [1]),
        fails('GET /subjects/{a}/versions?deleted=1', 40401),
        fails('GET /subjects/{a}/versions?deleted=', 40401),
      ],
    },
    {
      name: 'knows no other routes',
      calls: [
        '/nothing',
        '/subjects/{a}/nothing',
        '/subjects/{a}/versions/1/nothing',
        '/schemas/ids',
        '/schemas/nothing',
        '/compatibility',
        '/v1/metadata',
        '/v1/metadata/nothing',
        '/associations/resources/-/{a}?resourceType=topic&associationType=value',
      ].map((path) => fails(`GET ${path}`, 404)),
    },
    {
      name: 'refuses methods that a route has not with 405',
      calls: [
        'PUT /subjects',
        'POST /subjects',
        'PUT /subjects/{a}/versions',
        'POST /schemas/ids/1',
        'DELETE /schemas/types',
        'PATCH /config',
        'GET /compatibility/subjects/{a}/versions/1',
      ].map((request) => fails(request, 405)),
    },
    {
      name: 'says of an id that is no number what one is',
      calls: ['abc', '1.5', '0x1', '99999999999', '2147483648', '%20'].map((id) => fails(`GET /schemas/ids/${id}`, 404)),
    },
    {
      name: 'answers HEAD as GET, without the body',
      calls: [
        { request: 'HEAD /schemas/types', status: 200, type: V1 },
        { request: 'HEAD /subjects/{none}/versions', status: 404 },
      ],
    },
    {
      name: 'refuses a body of more than 10 MB',
      calls: [fails('POST /subjects/{a}/versions', 413, { body: { schema: `"${'x'.repeat(11 * 1024 * 1024)}"` } })],
    },
    {
      name: 'takes schemas of 10,000 fields and refuses endless nesting',
      calls: [
        registers('{a}', record('suite.Wide', ...Array.from({ length: 10_000 }, (_, n) => field(`f${n}`, 'int')))),
        fails('POST /subjects/{b}/versions', 42201, { body: { schema: '['.repeat(100_000) + ']'.repeat(100_000) } }),
        fails('POST /subjects/{b}/versions', 42201, { body: { schema: nested(20_000) } }),
      ],
    },
    {
      name: 'says what the server is',
      calls: [
        ok('GET /', {}),
        ok('POST /', {}, { body: {} }),
        ok('GET /v1/metadata/id', { id: '', scope: { path: [], clusters: {} } }),
        ok('GET /v1/metadata/version', { version: text, commitId: text }),
        ok('GET /v1/metadata/deployment', { attributes: [] }),
      ],
    },
    {
      name: 'puts what was not found into the message',
      calls: [
        fails('GET /subjects/{a}/versions', 40401, { message: containing('{a}') }),
        fails('GET /nothing', 404, { message: 'HTTP 404 Not Found' }),
      ],
    },
  ],
};
