import { fails, field, type Group, ok, record, registers } from '../case.ts';
import { absent, containing, inAnyOrder, including, json, text, whole } from '../pattern.ts';

/** One that no other case registers, so that its subjects are known. */
const mine = (name: string): object => record(`suite.${name}`, field('id', 'string'), field('of', 'string', { default: '{own}' }));
const next = (name: string): object =>
  record(`suite.${name}`, field('id', 'string'), field('of', 'string', { default: '{own}' }), field('n', 'int', { default: 0 }));

export const schemas: Group = {
  name: 'schemas',
  cases: [
    {
      name: 'are read by id, as text and bare',
      calls: [
        registers('{a}', mine('ById'), {}, { id: 'id' }),
        ok('GET /schemas/ids/{id}', { schema: json(mine('ById')), schemaType: absent, references: absent, maxId: absent }),
        ok('GET /schemas/ids/{id}', { schema: json(mine('ById')) }),
        ok('GET /schemas/ids/{id}/schema', mine('ById') as never),
        ok('GET /schemas/ids/{id}?fetchMaxId=true', { schema: text, maxId: whole }),
        ok('GET /schemas/ids/{id}?subject={a}', { schema: text, subject: '{a}', version: 1 }),
        ok('GET /schemas/ids/{id}?format=no-such-format', { schema: json(mine('ById')) }),
        fails('GET /schemas/ids/2147483000', 40403, { message: containing('2147483000') }),
        fails('GET /schemas/ids/2147483000/schema', 40403),
        fails('GET /schemas/ids/2147483000/subjects', 40403),
        fails('GET /schemas/ids/2147483000/versions', 40403),
        fails('GET /schemas/ids/x', 404),
        fails('GET /schemas/ids/99999999999', 404),
      ],
    },
    {
      name: 'name the subjects and versions they are registered under',
      calls: [
        registers('{a}', mine('Where'), {}, { id: 'id' }),
        registers('{b}', mine('Where')),
        ok('GET /schemas/ids/{id}/subjects', inAnyOrder('{a}', '{b}')),
        ok('GET /schemas/ids/{id}/versions', inAnyOrder({ subject: '{a}', version: 1 }, { subject: '{b}', version: 1 })),
        ok('DELETE /subjects/{b}', [1]),
        ok('GET /schemas/ids/{id}/subjects', ['{a}']),
        ok('GET /schemas/ids/{id}/versions', [{ subject: '{a}', version: 1 }]),
        ok('GET /schemas/ids/{id}/subjects?deleted=true', inAnyOrder('{a}', '{b}')),
        ok('GET /schemas/ids/{id}/versions?deleted=true', inAnyOrder({ subject: '{a}' }, { subject: '{b}' })),
        ok('GET /schemas/ids/{id}/subjects?deleted=true&offset=2', []),
        ok('DELETE /subjects/{a}', [1]),
        ok('GET /schemas/ids/{id}/subjects', []),
        ok('GET /schemas/ids/{id}', { schema: text }),
      ],
    },
    {
      name: 'are gone by id when their last version is deleted for good',
      calls: [
        registers('{a}', mine('Gone'), {}, { id: 'id', guid: 'guid' }),
        ok('GET /schemas/ids/{id}', { schema: text }),
        ok('DELETE /subjects/{a}', [1]),
        ok('DELETE /subjects/{a}?permanent=true', [1]),
        fails('GET /schemas/ids/{id}', 40403),
        fails('GET /schemas/guids/{guid}', 40403),
      ],
    },
    {
      name: 'are read by guid',
      calls: [
        registers('{a}', mine('ByGuid'), {}, { id: 'id', guid: 'guid' }),
        ok('GET /schemas/guids/{guid}', { schema: json(mine('ByGuid')), guid: '{guid}', subject: absent, version: absent }),
        ok('GET /schemas/guids/{guid}/ids', [{ context: '.', id: '{id}' }]),
        fails('GET /schemas/guids/00000000-0000-0000-0000-000000000000', 40403),
      ],
    },
    { name: 'have these types', calls: [ok('GET /schemas/types', including('AVRO', 'JSON'))] },
    {
      name: 'are listed by prefix, with deleted ones, latest ones, a page at a time',
      calls: [
        registers('{l}-a', mine('A')),
        registers('{l}-a', next('A')),
        registers('{l}-b', mine('B')),
        ok('GET /schemas?subjectPrefix={l}', [
          { subject: '{l}-a', version: 1, id: whole, schema: text, guid: text },
          { subject: '{l}-a', version: 2 },
          { subject: '{l}-b', version: 1 },
        ]),
        ok('GET /schemas?subjectPrefix={l}&latestOnly=true', [
          { subject: '{l}-a', version: 2 },
          { subject: '{l}-b', version: 1 },
        ]),
        ok('GET /schemas?subjectPrefix={l}&offset=1&limit=1', [{ subject: '{l}-a', version: 2 }]),
        ok('DELETE /subjects/{l}-a/versions/2', 2),
        ok('GET /schemas?subjectPrefix={l}&latestOnly=true', [{ version: 1 }, { version: 1 }]),
        ok('GET /schemas?subjectPrefix={l}&deleted=true', [{ version: 1 }, { version: 2, deleted: true }, { subject: '{l}-b' }]),
        ok('GET /schemas?subjectPrefix={l}', [{ subject: '{l}-a', version: 1 }, { subject: '{l}-b' }]),
        ok('GET /schemas?subjectPrefix={nothing}', []),
      ],
    },
    {
      name: 'are listed by the type of their rules',
      calls: [
        registers('{l}-plain', mine('Plain')),
        registers('{l}-ruled', mine('Ruled'), {
          ruleSet: { domainRules: [{ name: 'one', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'true' }], enableAt: 'CLIENT' },
        }),
        ok('GET /subjects/{l}-ruled/versions/1', { ruleSet: { enableAt: 'CLIENT', domainRules: [{ name: 'one' }] } }),
        ok('GET /schemas?subjectPrefix={l}&ruleType=CEL', [{ subject: '{l}-ruled' }]),
        ok('GET /schemas?subjectPrefix={l}&ruleType=JSONATA', []),
      ],
    },
    {
      name: 'are listed under aliases when asked to',
      calls: [
        registers('{l}-real', mine('Real')),
        ok('PUT /config/{l}-alias', { alias: '{l}-real' }, { body: { alias: '{l}-real' } }),
        ok('GET /schemas?subjectPrefix={l}-alias', []),
        ok('GET /schemas?subjectPrefix={l}-alias&aliases=true', [{ subject: '{l}-real', version: 1, aliases: ['{l}-alias'] }]),
        ok('GET /subjects/{l}-alias/versions/1', { subject: '{l}-real', version: 1 }),
        ok('GET /subjects/{l}-alias/versions', [1]),
      ],
    },
  ],
};
