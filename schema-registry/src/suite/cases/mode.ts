import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent } from '../pattern.ts';

const v1 = record('shop.Order', field('id', 'string'));
const v2 = record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }));
const broken = record('shop.Order', field('id', 'int'));

export const mode: Group = {
  name: 'mode',
  cases: [
    {
      name: 'of the registry starts with READWRITE, is set, and goes back',
      calls: [
        ok('GET /mode', { mode: 'READWRITE' }),
        ok('PUT /mode', { mode: 'READONLY' }, { body: { mode: 'READONLY' } }),
        ok('GET /mode', { mode: 'READONLY' }),
        fails('GET /mode/{a}', 40409),
        ok('GET /mode/{a}?defaultToGlobal=true', { mode: 'READONLY' }),
        fails('POST /subjects/{a}/versions', 42205, { body: of(v1) }),
        fails('PUT /config/{a}', 42205, { body: { compatibility: 'NONE' } }),
        fails('PUT /mode', 42204, { body: { mode: 'SOMETIMES' } }),
        ok('DELETE /mode', { mode: 'READONLY' }),
        ok('GET /mode', { mode: 'READWRITE' }),
        registers('{a}', v1),
      ],
      after: ['DELETE /mode'],
    },
    {
      name: 'of a subject is its own',
      calls: [
        registers('{a}', v1),
        fails('GET /mode/{a}', 40409),
        ok('GET /mode/{a}?defaultToGlobal=true', { mode: 'READWRITE' }),
        ok('PUT /mode/{a}', { mode: 'READONLY' }, { body: { mode: 'READONLY' } }),
        ok('GET /mode/{a}', { mode: 'READONLY' }),
        fails('POST /subjects/{a}/versions', 42205, { body: of(v2) }),
        ok('POST /subjects/{a}/versions', { version: 1 }, { body: of(v1) }),
        fails('DELETE /subjects/{a}', 42205),
        fails('DELETE /subjects/{a}/versions/1', 42205),
        ok('GET /subjects/{a}/versions/1', { version: 1 }),
        registers('{b}', v1),
        ok('DELETE /mode/{a}', { mode: 'READONLY' }),
        fails('GET /mode/{a}', 40409),
        fails('DELETE /mode/{a}', 40401),
        registers('{a}', v2),
      ],
      after: ['DELETE /mode/{a}'],
    },
    {
      name: 'READONLY_OVERRIDE holds writes back too, and null unsets',
      calls: [
        ok('PUT /mode/{a}', { mode: 'READONLY_OVERRIDE' }, { body: { mode: 'READONLY_OVERRIDE' } }),
        fails('POST /subjects/{a}/versions', 42205, { body: of(v1) }),
        ok('PUT /mode/{a}', {}, { body: { mode: null } }),
        fails('GET /mode/{a}', 40409),
        registers('{a}', v1),
      ],
    },
    {
      name: 'IMPORT takes ids and versions as they are given, without looking at compatibility',
      calls: [
        ok('PUT /mode/{a}', { mode: 'IMPORT' }, { body: { mode: 'IMPORT' } }),
        fails('POST /subjects/{a}/versions', 42205, { body: of(v1) }),
        ok(
          'POST /subjects/{a}/versions',
          { id: 700_001, version: 3 },
          { body: of(record('suite.Imported', field('id', 'string')), { id: 700_001, version: 3 }) },
        ),
        ok(
          'POST /subjects/{a}/versions',
          { id: 700_001, version: 3 },
          { body: of(record('suite.Imported', field('id', 'string')), { id: 700_001, version: 3 }) },
        ),
        ok(
          'POST /subjects/{a}/versions',
          { id: 700_002, version: 5 },
          { body: of(record('suite.Imported', field('id', 'int')), { id: 700_002, version: 5 }) },
        ),
        fails('POST /subjects/{a}/versions', 42205, { body: of(broken, { id: 700_001, version: 6 }) }),
        ok('GET /subjects/{a}/versions', [3, 5]),
        ok('GET /schemas/ids/700001', {}),
        ok('DELETE /mode/{a}', { mode: 'IMPORT' }),
        ok('PUT /config/{a}', {}, { body: { compatibility: 'NONE' } }),
        ok('POST /subjects/{a}/versions', { version: 6 }, { body: of(record('suite.Imported', field('after', 'string'))) }),
      ],
      after: ['DELETE /mode/{a}', 'DELETE /subjects/{a}', 'DELETE /subjects/{a}?permanent=true'],
    },
    {
      name: 'IMPORT is for subjects without versions, unless it is forced',
      calls: [
        registers('{a}', v1),
        fails('PUT /mode/{a}', 42205, { body: { mode: 'IMPORT' } }),
        ok('PUT /mode/{a}?force=true', { mode: 'IMPORT' }, { body: { mode: 'IMPORT' } }),
        ok('GET /mode/{a}', { mode: 'IMPORT' }),
        registers('{b}', v1),
        ok('DELETE /subjects/{b}', [1]),
        ok('PUT /mode/{b}', { mode: 'IMPORT' }, { body: { mode: 'IMPORT' } }),
        fails('GET /subjects/{b}/versions?deleted=true', 40401),
      ],
      after: ['DELETE /mode/{a}', 'DELETE /mode/{b}'],
    },
    {
      name: 'FORWARD is none of a subject',
      calls: [fails('PUT /mode/{a}', 42204, { body: { mode: 'FORWARD' } })],
    },
    {
      name: 'of a context goes with those of its subjects when deleted recursively',
      calls: [
        ok('PUT /mode/:.{ctx}:', { mode: 'READONLY' }, { body: { mode: 'READONLY' } }),
        ok('PUT /mode/:.{ctx}:a', { mode: 'READWRITE' }, { body: { mode: 'READWRITE' } }),
        ok('GET /mode/:.{ctx}:b?defaultToGlobal=true', { mode: 'READONLY' }),
        ok('DELETE /mode/:.{ctx}:?recursive=true', { mode: 'READONLY' }),
        fails('GET /mode/:.{ctx}:a', 40409),
        ok('DELETE /mode/:.{ctx}:?recursive=true', { mode: absent }),
        fails('DELETE /mode/:.{ctx}:', 40401),
      ],
      after: ['DELETE /mode/:.{ctx}:?recursive=true'],
    },
  ],
};
