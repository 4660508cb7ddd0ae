import { ensureEntity } from '../../entity/add-entity.ts';
import type { Entity } from '../../entity/entity.ts';
import { sampleRecord } from '../../fields/sample.ts';
import { lookupIn } from '../../scaffolding.ts';
import { addFixture } from '../../service/fixture.ts';
import { ensureNotFound } from '../../service/refusals.ts';
import { snakeCase, withArticle } from '../../text/words.ts';
import { entityReply } from '../add-reply.ts';
import { idFieldOf } from '../entity-fields.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';

/** One row of the caller's unit. */
export const planGet = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app, request, specs } = wanted;
  const entity = ensureEntity(scaffolding, app, request.subject, specs);
  ensureNotFound(scaffolding, app, entity);
  addFixture(scaffolding, app, entity);
  const { words, name, idField } = entity;
  const asked = [idFieldOf(entity, `The ${words} to read.`)];
  return {
    about: name,
    fields: asked,
    sample: sampleRecord(asked, lookupIn(scaffolding)),
    asks: `Asks for one ${words} of the caller's business unit.`,
    does: `Answers with one ${words}.`,
    orderedBy: idField,
    isMutating: false,
    permission: `can-read-${name}`,
    reply: entityReply(scaffolding, app, entity),
    handler: handlerText(wanted, entity),
    test: getTest(wanted, entity),
    dependencies: ['uuid'],
    what: `one ${words}`,
  };
};

const handlerText = (
  { app, request }: RequestWanted,
  { camel, name, table, idField }: Entity,
): string => `import { ${request.camel} } from '@vyarna/generated/${app.folder}/requests/${request.kebab}.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { ${camel}Columns } from '../${name}-table.ts';
import { ${camel}NotFound } from '../refusals.ts';
import type { ${app.pascal}Service } from '../service.ts';

export const register${request.pascal} = ({ messaging }: ${app.pascal}Service): void =>
  messaging.handle(${request.camel}, async (message, { db }) => {
    const { ${idField} } = message.payload;
    const found = await db
      .selectFrom('${table}')
      .select(${camel}Columns)
      .where('${snakeCase(idField)}', '=', ${idField})
      .where('business_unit_id', '=', businessUnitOf(message))
      .executeTakeFirst();
    if (found === undefined) throw ${camel}NotFound(${idField});
    return { reply: found };
  });
`;

const getTest = ({ app, request }: RequestWanted, { idField, pascal, name, words, notFound }: Entity): string =>
  testText({
    app,
    imports: [`import { insert${pascal} } from '../testing/insert-${name}.ts';`],
    title: `reading ${withArticle(words)}`,
    tests: [
      {
        title: 'answers it',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, unit.businessUnitId);
expect((await runs.run('${request.camel}', { ${idField} }, unit)).reply).toMatchObject({ ${idField}, businessUnitId: unit.businessUnitId });`,
      },
      {
        title: 'finds nothing that another unit has, or nobody',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, uuidV7());
expect(await runs.run('${request.camel}', { ${idField} }, unit)).toEqual({ refused: '${notFound}', sent: [] });
expect(await runs.run('${request.camel}', { ${idField}: uuidV7() }, unit)).toEqual({ refused: '${notFound}', sent: [] });`,
      },
    ],
  });
