import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { containing, including, text, whole, without } from '../pattern.ts';

const v1 = record('shop.Order', field('id', 'string'));
const v2 = record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }));
const other = record('shop.Other', field('id', 'int'));

export const subjects: Group = {
  name: 'subjects',
  cases: [
    {
      name: 'are listed by prefix, sorted, a page at a time',
      calls: [
        ok('GET /subjects?subjectPrefix={list}', []),
        ...['{list}-c', '{list}-a', '{list}-b', '{elsewhere}'].map((subject) => registers(subject, v1)),
        ok('GET /subjects', including('{list}-a', '{list}-b', '{list}-c', '{elsewhere}')),
        ok('GET /subjects?subjectPrefix={list}', ['{list}-a', '{list}-b', '{list}-c']),
        ok('GET /subjects?subjectPrefix={list}&offset=1&limit=1', ['{list}-b']),
        ok('GET /subjects?subjectPrefix={list}&limit=2', ['{list}-a', '{list}-b']),
        ok('GET /subjects?subjectPrefix={list}&offset=2', ['{list}-c']),
        ok('GET /subjects?subjectPrefix={list}&limit=-1', ['{list}-a', '{list}-b', '{list}-c']),
        ok('GET /subjects?subjectPrefix={list}&limit=0', ['{list}-a', '{list}-b', '{list}-c']),
        ok('GET /subjects?subjectPrefix={list}&offset=9', []),
      ],
    },
    {
      name: 'that are deleted are listed when asked for, alone or with the others',
      calls: [
        registers('{s}-gone', v1),
        registers('{s}-there', v1),
        ok('DELETE /subjects/{s}-gone', [1]),
        ok('GET /subjects?subjectPrefix={s}', ['{s}-there']),
        ok('GET /subjects?subjectPrefix={s}&deleted=true', ['{s}-gone', '{s}-there']),
        ok('GET /subjects?subjectPrefix={s}&deletedOnly=true', ['{s}-gone']),
        ok('GET /subjects?subjectPrefix={s}&deletedOnly=true&deleted=true', ['{s}-gone']),
        ok('GET /subjects', without('{s}-gone')),
      ],
    },
    {
      name: 'with one deleted version of two are there, and not among the deleted',
      calls: [
        registers('{s}', v1),
        registers('{s}', v2),
        ok('DELETE /subjects/{s}/versions/1', 1),
        ok('GET /subjects?subjectPrefix={s}', ['{s}']),
        ok('GET /subjects?subjectPrefix={s}&deletedOnly=true', []),
      ],
    },
    {
      name: 'tell under which version they have a schema',
      calls: [
        fails('POST /subjects/{a}', 40401, { body: of(v1), message: containing("'{a}'") }),
        registers('{a}', v1, {}, { id: 'id' }),
        registers('{a}', v2),
        ok('POST /subjects/{a}', { subject: '{a}', version: 1, id: '{id}', schema: text, guid: text }, { body: of(v1) }),
        ok('POST /subjects/{a}', { version: 2 }, { body: of(v2) }),
        ok('POST /subjects/{a}', { version: 2 }, { body: { schema: JSON.stringify(v2, null, 4), schemaType: 'AVRO' } }),
        fails('POST /subjects/{a}', 40403, { body: of(other) }),
        fails('POST /subjects/{a}', 42201, { body: { schema: '{"type":"strnig"}' } }),
      ],
    },
    {
      name: 'tell of a deleted version only when asked to',
      calls: [
        registers('{a}', v1),
        registers('{a}', v2),
        ok('DELETE /subjects/{a}/versions/1', 1),
        fails('POST /subjects/{a}', 40403, { body: of(v1) }),
        ok('POST /subjects/{a}?deleted=true', { version: 1 }, { body: of(v1) }),
        ok('DELETE /subjects/{a}', [2]),
        fails('POST /subjects/{a}', 40401, { body: of(v1) }),
        ok('POST /subjects/{a}?deleted=true', { version: 2 }, { body: of(v2) }),
      ],
    },
    {
      name: 'are deleted first softly, then for good',
      calls: [
        fails('DELETE /subjects/{a}', 40401),
        fails('DELETE /subjects/{a}?permanent=true', 40401),
        registers('{a}', v1),
        registers('{a}', v2),
        fails('DELETE /subjects/{a}?permanent=true', 40405),
        ok('DELETE /subjects/{a}', [1, 2]),
        fails('DELETE /subjects/{a}', 40404),
        fails('GET /subjects/{a}/versions', 40401),
        fails('GET /subjects/{a}/versions/1', 40401),
        fails('GET /subjects/{a}/versions/latest', 40401),
        ok('GET /subjects/{a}/versions?deleted=true', [1, 2]),
        ok('GET /subjects/{a}/versions/1?deleted=true', { version: 1, deleted: true }),
        ok('DELETE /subjects/{a}?permanent=true', [1, 2]),
        fails('GET /subjects/{a}/versions?deleted=true', 40401),
        fails('DELETE /subjects/{a}?permanent=true', 40401),
        ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1) }),
      ],
    },
    {
      name: 'count on after a soft delete, and keep the id',
      calls: [
        registers('{a}', v1, {}, { id: 'id' }),
        registers('{a}', v2),
        ok('DELETE /subjects/{a}', [1, 2]),
        ok('POST /subjects/{a}/versions', { id: '{id}', version: 3 }, { body: of(v1) }),
        ok('GET /subjects/{a}/versions', [3]),
        // The deleted version of the same schema gives way to the new one.
        ok('GET /subjects/{a}/versions?deleted=true', [2, 3]),
      ],
    },
    {
      name: 'lose their level and mode with their permanent deletion only',
      calls: [
        registers('{a}', v1),
        ok('PUT /config/{a}', { compatibility: 'FULL' }, { body: { compatibility: 'FULL' } }),
        ok('DELETE /subjects/{a}', [1]),
        ok('GET /config/{a}', { compatibilityLevel: 'FULL' }),
        ok('DELETE /subjects/{a}?permanent=true', [1]),
        fails('GET /config/{a}', 40408),
      ],
    },
    {
      name: 'give the latest version with given metadata',
      calls: [
        fails('GET /subjects/{a}/metadata?key=owner&value=sales', 40401),
        registers('{a}', v1, { metadata: { properties: { owner: 'sales', major: '1' } } }),
        registers('{a}', v2, { metadata: { properties: { owner: 'sales', major: '2' } } }),
        ok('GET /subjects/{a}/metadata?key=owner&value=sales', { subject: '{a}', version: 2, id: whole }),
        ok('GET /subjects/{a}/metadata?key=major&value=1', { version: 1, metadata: { properties: { owner: 'sales' } } }),
        ok('GET /subjects/{a}/metadata?key=owner&value=sales&key=major&value=1', { version: 1 }),
        fails('GET /subjects/{a}/metadata?key=owner&value=nobody', 40403),
        ok('DELETE /subjects/{a}/versions/2', 2),
        ok('GET /subjects/{a}/metadata?key=owner&value=sales', { version: 1 }),
        ok('GET /subjects/{a}/metadata?key=owner&value=sales&deleted=true', { version: 2 }),
      ],
    },
    ...['a/b', 'with space', '100%', '100%25', 'größe ☃', '日本', 'a+b?c#d', "quote'd", '*', '..', 'a:b'].map((odd) => ({
      name: `may be called ${odd}`,
      calls: [
        ok(`POST /subjects/{p}${encodeURIComponent(odd)}/versions`, { version: 1 }, { body: of(v1) }),
        ok(`GET /subjects/{p}${encodeURIComponent(odd)}/versions/1`, { subject: `{p}${odd}`, version: 1 }),
        ok(`GET /subjects?subjectPrefix={p}${encodeURIComponent(odd)}`, [`{p}${odd}`]),
        ok(`PUT /config/{p}${encodeURIComponent(odd)}`, { compatibility: 'NONE' }, { body: { compatibility: 'NONE' } }),
        ok(`GET /config/{p}${encodeURIComponent(odd)}`, { compatibilityLevel: 'NONE' }),
        ok(`DELETE /subjects/{p}${encodeURIComponent(odd)}`, [1]),
      ],
    })),
    {
      name: 'have no control characters',
      calls: [fails('POST /subjects/{a}%00b/versions', 42208, { body: of(v1) }), fails('POST /subjects/{a}%0A/versions', 42208, { body: of(v1) })],
    },
    {
      name: 'may not be called as the registry itself',
      calls: ['__GLOBAL', '__EMPTY'].map((name) => fails(`POST /subjects/${name}/versions`, 42208, { body: of(v1) })),
    },
  ],
};
