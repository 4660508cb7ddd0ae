import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent, containing, json, text, whole } from '../pattern.ts';

const v1 = record('shop.Order', field('id', 'string'));
const v2 = record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }));
const v3 = record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }), field('rank', 'int', { default: 0 }));
const broken = record('shop.Order', field('id', 'int'));
const INVALID_VERSIONS = ['0', '-2', 'x', '1.5', '2147483648', 'earliest'];

export const versions: Group = {
  name: 'versions',
  cases: [
    {
      name: 'come from registering: the same again for the same schema, the next for another',
      calls: [
        ok(
          'POST /subjects/{a}/versions',
          { id: whole, version: 1, guid: text, schema: text, schemaType: absent, references: absent },
          { body: of(v1), keep: { id: 'id', guid: 'guid' } },
        ),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 1, guid: '{guid}' }, { body: of(v1) }),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 1 }, { body: { schema: JSON.stringify(v1, null, 2) } }),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 1 }, { body: of(v1, { schemaType: 'AVRO', references: [] }) }),
        ok('POST /subjects/{a}/versions', { id: whole, version: 2 }, { body: of(v2), keep: { second: 'id' } }),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 1 }, { body: of(v1) }),
        ok('GET /subjects/{a}/versions', [1, 2]),
      ],
    },
    {
      name: 'of one schema under two subjects have one id',
      calls: [
        registers('{a}', v1, {}, { id: 'id', guid: 'guid' }),
        ok('POST /subjects/{b}/versions', { id: '{id}', guid: '{guid}', version: 1 }, { body: of(v1) }),
      ],
    },
    {
      name: 'are read by number, as latest and as -1',
      calls: [
        registers('{a}', v1, {}, { id: 'id', guid: 'guid' }),
        registers('{a}', v2),
        ok('GET /subjects/{a}/versions/1', { subject: '{a}', version: 1, id: '{id}', guid: '{guid}', schema: json(v1), schemaType: absent }),
        ok('GET /subjects/{a}/versions/latest', { version: 2 }),
        ok('GET /subjects/{a}/versions/LATEST', { version: 2 }),
        ok('GET /subjects/{a}/versions/-1', { version: 2 }),
        ok('GET /subjects/{a}/versions/1/schema', v1 as never),
        ok('GET /subjects/{a}/versions/latest/schema', v2 as never),
        fails('GET /subjects/{a}/versions/3', 40402, { message: containing('3') }),
        fails('GET /subjects/{a}/versions/3/schema', 40402),
        fails('GET /subjects/{none}/versions/1', 40401, { message: containing("'{none}'") }),
        fails('GET /subjects/{none}/versions/latest', 40401),
        fails('GET /subjects/{none}/versions', 40401),
        ...INVALID_VERSIONS.map((version) => fails(`GET /subjects/{a}/versions/${version}`, 42202)),
        ...INVALID_VERSIONS.map((version) => fails(`GET /subjects/{none}/versions/${version}`, 42202)),
      ],
    },
    {
      name: 'are listed with the deleted ones, without them, alone, as negative numbers, a page at a time',
      calls: [
        registers('{a}', v1),
        registers('{a}', v2),
        registers('{a}', v3),
        ok('DELETE /subjects/{a}/versions/2', 2),
        ok('GET /subjects/{a}/versions', [1, 3]),
        ok('GET /subjects/{a}/versions?deleted=true', [1, 2, 3]),
        ok('GET /subjects/{a}/versions?deleted=false', [1, 3]),
        ok('GET /subjects/{a}/versions?deletedOnly=true', [2]),
        ok('GET /subjects/{a}/versions?deletedOnly=true&deleted=true', [2]),
        ok('GET /subjects/{a}/versions?deletedAsNegative=true', [1, -2, 3]),
        ok('GET /subjects/{a}/versions?deleted=true&offset=1&limit=1', [2]),
        ok('GET /subjects/{a}/versions?limit=1', [1]),
        ok('GET /subjects/{a}/versions?offset=1', [3]),
        ok('GET /subjects/{a}/versions?offset=7', []),
      ],
    },
    {
      name: 'are deleted first softly, then for good',
      calls: [
        fails('DELETE /subjects/{a}/versions/1', 40401),
        registers('{a}', v1, {}, { id: 'id' }),
        registers('{a}', v2),
        fails('DELETE /subjects/{a}/versions/9', 40402),
        ...INVALID_VERSIONS.map((version) => fails(`DELETE /subjects/{a}/versions/${version}`, 42202)),
        fails('DELETE /subjects/{a}/versions/1?permanent=true', 40407),
        ok('DELETE /subjects/{a}/versions/1', 1),
        fails('DELETE /subjects/{a}/versions/1', 40406),
        fails('GET /subjects/{a}/versions/1', 40402),
        ok('GET /subjects/{a}/versions/1?deleted=true', { version: 1, deleted: true }),
        ok('GET /schemas/ids/{id}', { schema: json(v1) }),
        ok('DELETE /subjects/{a}/versions/1?permanent=true', 1),
        fails('GET /subjects/{a}/versions/1?deleted=true', 40402),
        fails('DELETE /subjects/{a}/versions/1?permanent=true', 40402),
        ok('DELETE /subjects/{a}/versions/latest', 2),
        fails('GET /subjects/{a}/versions/latest', 40401),
        ok('GET /subjects/{a}/versions/2?deleted=true', { version: 2 }),
        ok('GET /subjects/{a}/versions?deleted=true', [2]),
        ok('DELETE /subjects/{a}/versions/2?permanent=true', 2),
        fails('GET /subjects/{a}/versions?deleted=true', 40401),
      ],
    },
    {
      name: 'count on after the latest was deleted, and latest is the one before',
      calls: [
        registers('{a}', v1),
        registers('{a}', v2),
        ok('DELETE /subjects/{a}/versions/latest', 2),
        ok('GET /subjects/{a}/versions/latest', { version: 1 }),
        ok('POST /subjects/{a}/versions', { version: 3 }, { body: of(v3) }),
      ],
    },
    {
      name: 'hold back what the level does not allow, with 409',
      calls: [
        registers('{a}', v1),
        { request: 'POST /subjects/{a}/versions', body: of(broken), status: 409, answer: { message: containing('{a}') } },
        ok('GET /subjects/{a}/versions', [1]),
        ok('POST /subjects/{a}/versions?force=true', { version: 2 }, { body: of(broken) }),
      ],
    },
    {
      name: 'are compared with all earlier ones under a transitive level only',
      calls: [
        registers('{a}', record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }))),
        registers('{a}', v1),
        registers('{b}', record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }))),
        registers('{b}', v1),
        ok('PUT /config/{b}', {}, { body: { compatibility: 'BACKWARD_TRANSITIVE' } }),
        ok(
          'POST /subjects/{a}/versions',
          { version: 3 },
          { body: of(record('shop.Order', field('id', 'string'), field('note', 'int', { default: 0 }))) },
        ),
        {
          request: 'POST /subjects/{b}/versions',
          body: of(record('shop.Order', field('id', 'string'), field('note', 'int', { default: 0 }))),
          status: 409,
          answer: { message: text },
        },
      ],
    },
    {
      name: 'may be named in a registration only as the next',
      calls: [
        fails('POST /subjects/{a}/versions', 42201, { body: of(v1, { version: 5 }) }),
        ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1, { version: 1 }) }),
        ok('POST /subjects/{a}/versions', { version: 2 }, { body: of(v2, { version: 2 }) }),
        fails('POST /subjects/{a}/versions', 42201, { body: of(v3, { version: 2 }) }),
      ],
    },
    {
      name: 'take no id outside of the mode IMPORT',
      calls: [
        fails('POST /subjects/{a}/versions', 42205, { body: of(v1, { id: 424_242 }) }),
        registers('{a}', v1, {}, { id: 'id' }),
        ok('POST /subjects/{a}/versions', { id: '{id}' }, { body: of(v1, { id: '{id}' }) }),
      ],
    },
    {
      name: 'differ by metadata and rule sets, which come back as they were sent',
      calls: [
        registers('{a}', v1, {}, { plain: 'id' }),
        ok(
          'POST /subjects/{a}/versions',
          { version: 2, metadata: { properties: { owner: 'sales' }, tags: { '**.id': ['PII'] }, sensitive: ['owner'] } },
          { body: of(v1, { metadata: { properties: { owner: 'sales' }, tags: { '**.id': ['PII'] }, sensitive: ['owner'] } }), keep: { id: 'id' } },
        ),
        ok('GET /subjects/{a}/versions/1', { id: '{plain}', metadata: absent }),
        ok('GET /subjects/{a}/versions/2', { id: '{id}', metadata: { properties: { owner: 'sales' } } }),
        ok('GET /schemas/ids/{id}', { metadata: { properties: { owner: 'sales' }, tags: { '**.id': ['PII'] } } }),
        ok(
          'POST /subjects/{a}/versions',
          { version: 3, ruleSet: { domainRules: [{ name: 'short', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'size(message.id) < 9' }] } },
          {
            body: of(v1, {
              ruleSet: {
                domainRules: [{ name: 'short', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'size(message.id) < 9', disabled: false }],
              },
            }),
          },
        ),
        ok('GET /subjects/{a}/versions/latest', { version: 3, ruleSet: { domainRules: [{ name: 'short', disabled: false }] } }),
      ],
    },
    {
      name: 'without a schema take the one before with new metadata',
      calls: [
        fails('POST /subjects/{a}/versions', 42201, { body: {} }),
        fails('POST /subjects/{a}/versions', 42201, { body: { schema: '' } }),
        registers('{a}', v1),
        ok('POST /subjects/{a}/versions', { version: 2, schema: json(v1) }, { body: { metadata: { properties: { owner: 'sales' } } } }),
        ok('GET /subjects/{a}/versions/2', { schema: json(v1), metadata: { properties: { owner: 'sales' } } }),
      ],
    },
    {
      name: 'hold valid schemas of a known type only',
      calls: [
        ...[
          '{"type":',
          '{"type":"strnig"}',
          '{"type":"record","name":"a"}',
          '[["null"],"int"]',
          '"no-such-type"',
          '{"type":"enum","name":"E","symbols":["a","a"]}',
        ].map((schema) => fails('POST /subjects/{a}/versions', 42201, { body: { schema } })),
        fails('POST /subjects/{a}/versions', 42201, { body: of(record('shop.Order', field('id', 'int', { default: 'x' }))) }),
        fails('POST /subjects/{a}/versions', 42201, { body: { schema: '"int"', schemaType: 'XML' } }),
        fails('GET /subjects/{a}/versions', 40401),
      ],
    },
  ],
};
