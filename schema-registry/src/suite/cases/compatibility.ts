import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent, including, text } from '../pattern.ts';

const narrow = record('shop.Order', field('id', 'string'));
const wide = record('shop.Order', field('id', 'string'), field('note', 'string', { default: '' }));
const demanding = record('shop.Order', field('id', 'string'), field('note', 'string'));
const other = record('shop.Order', field('id', 'string'), field('note', 'int', { default: 0 }));

const yes = { is_compatible: true };
const no = { is_compatible: false };
const check = (answer: typeof yes, schema: object, at = 'versions/latest') =>
  ok(`POST /compatibility/subjects/{a}/${at}`, { ...answer, messages: absent }, { body: of(schema) });
const level = (compatibility: string) => ok('PUT /config/{a}', { compatibility }, { body: { compatibility } });

export const compatibility: Group = {
  name: 'compatibility',
  cases: [
    {
      name: 'of a schema with one version is by the subject’s level, else the global one',
      calls: [
        registers('{a}', narrow),
        check(yes, wide),
        check(no, demanding),
        check(yes, wide, 'versions/1'),
        check(no, demanding, 'versions/-1'),
        level('FORWARD'),
        check(yes, demanding),
        level('FULL'),
        check(yes, wide),
        check(no, demanding),
        level('NONE'),
        check(yes, other),
        check(yes, record('shop.Another', field('x', 'int'))),
      ],
    },
    {
      name: 'with all versions is by the level, transitive or not',
      calls: [
        registers('{a}', wide),
        registers('{a}', narrow),
        check(yes, other, 'versions'),
        check(no, other, 'versions/1'),
        check(yes, other, 'versions/2'),
        level('BACKWARD_TRANSITIVE'),
        check(no, other, 'versions'),
        level('FORWARD_TRANSITIVE'),
        check(no, other, 'versions'),
        level('FULL_TRANSITIVE'),
        check(no, other, 'versions'),
        check(yes, wide, 'versions'),
        level('NONE'),
        check(yes, other, 'versions'),
      ],
    },
    {
      name: 'says why not when asked to be verbose',
      calls: [
        registers('{a}', narrow),
        ok('POST /compatibility/subjects/{a}/versions/latest?verbose=true', { ...yes, messages: [] }, { body: of(wide) }),
        ok('POST /compatibility/subjects/{a}/versions/latest?verbose=true', { ...no, messages: including(text) }, { body: of(demanding) }),
        ok('POST /compatibility/subjects/{a}/versions?verbose=true', { ...no, messages: including(text) }, { body: of(demanding) }),
        ok('POST /compatibility/subjects/{a}/versions/latest?verbose=true', { ...no, messages: including(text) }, { body: { schema: '"strnig"' } }),
      ],
    },
    {
      name: 'is given where there is nothing to compare with, and refused for what is not there',
      calls: [
        ok('POST /compatibility/subjects/{none}/versions/latest', yes, { body: of(narrow) }),
        ok('POST /compatibility/subjects/{none}/versions', yes, { body: of(narrow) }),
        fails('POST /compatibility/subjects/{none}/versions/1', 40402, { body: of(narrow) }),
        registers('{a}', narrow),
        fails('POST /compatibility/subjects/{a}/versions/2', 40402, { body: of(narrow) }),
        fails('POST /compatibility/subjects/{a}/versions/0', 42202, { body: of(narrow) }),
        fails('POST /compatibility/subjects/{a}/versions/x', 42202, { body: of(narrow) }),
        fails('POST /compatibility/subjects/{a}/versions/latest', 42201, { body: { schema: '"strnig"' } }),
        fails('POST /compatibility/subjects/{a}/versions', 42201, { body: { schema: '{' } }),
        fails('POST /compatibility/subjects/{a}/versions', 42201, { body: {} }),
      ],
    },
    {
      name: 'overlooks deleted versions',
      calls: [
        registers('{a}', wide),
        registers('{a}', narrow),
        ok('DELETE /subjects/{a}/versions/1', 1),
        level('BACKWARD_TRANSITIVE'),
        check(yes, other, 'versions'),
        fails('POST /compatibility/subjects/{a}/versions/1', 40402, { body: of(other) }),
      ],
    },
    {
      name: 'is within the versions of one compatibility group',
      calls: [
        ok('PUT /config/{a}', { compatibilityGroup: 'major' }, { body: { compatibility: 'BACKWARD', compatibilityGroup: 'major' } }),
        registers('{a}', wide, { metadata: { properties: { major: '1' } } }),
        ok('POST /subjects/{a}/versions', { version: 2 }, { body: of(other, { metadata: { properties: { major: '2' } } }) }),
        {
          request: 'POST /subjects/{a}/versions',
          body: of(demanding, { metadata: { properties: { major: '2' } } }),
          status: 409,
          answer: { message: text },
        },
      ],
    },
  ],
};
