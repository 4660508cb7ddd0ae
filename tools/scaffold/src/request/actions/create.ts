import { ensureEntity } from '../../entity/add-entity.ts';
import type { Entity } from '../../entity/entity.ts';
import { plainLiteral } from '../../fields/literal.ts';
import { sampleOf, sampleRecord } from '../../fields/sample.ts';
import { lookupIn } from '../../scaffolding.ts';
import { ensureConflict } from '../../service/refusals.ts';
import { snakeCase, withArticle } from '../../text/words.ts';
import { entityReply } from '../add-reply.ts';
import { idFieldOf, pickFields } from '../entity-fields.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';

/** A new row, its audit record and its answer. */
export const planCreate = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app, request, specs } = wanted;
  const entity = ensureEntity(scaffolding, app, request.subject, specs);
  ensureConflict(scaffolding, app);
  const { words, name, idField } = entity;
  const fields = pickFields(entity, specs);
  const asked = [idFieldOf(entity, 'Minted by the gateway, where the request comes by HTTP.'), ...fields];
  return {
    about: name,
    fields: asked,
    sample: sampleRecord(asked, lookupIn(scaffolding)),
    asks: `Asks for a new ${words} in the caller's business unit.`,
    does: `Creates ${withArticle(words)} in the business unit of the message.`,
    orderedBy: idField,
    isMutating: true,
    permission: `can-create-${name}`,
    reply: entityReply(scaffolding, app, entity),
    handler: handlerText(
      wanted,
      entity,
      fields.map((field) => field.name),
    ),
    test: createTest(
      wanted,
      entity,
      fields.map((field) => [field.name, sampleOf(field, lookupIn(scaffolding))]),
    ),
    dependencies: ['@vyarna/ztracking', 'kysely', 'uuid'],
    what: `a new ${words}. CONFLICT for an id that is there`,
  };
};

const handlerText = ({ app, request }: RequestWanted, entity: Entity, fields: readonly string[]): string => {
  const { camel, words, name, table, idField } = entity;
  return `import { ${request.camel} } from '@vyarna/generated/${app.folder}/requests/${request.kebab}.gen.ts';
import { ${camel}Snapshot } from '@vyarna/generated/${app.folder}/snapshots/${name}.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { recordChange } from '@vyarna/ztracking';
import { ${camel}Columns } from '../${name}-table.ts';
import { meaningOf } from '../refusals.ts';
import type { ${app.pascal}Service } from '../service.ts';

/** Creates ${withArticle(words)} in the unit of the message. Refuses an id that is there. */
export const register${request.pascal} = ({ messaging, contracts, program }: ${app.pascal}Service): void =>
  messaging.handle(${request.camel}, async (message, { db, logger }) => {
    const { payload } = message;
    const after = await db
      .insertInto('${table}')
      .values({
        ${snakeCase(idField)}: payload.${idField},
        business_unit_id: businessUnitOf(message),
${fields.map((field) => `        ${snakeCase(field)}: payload.${field},`).join('\n')}
      })
      .returning(${camel}Columns)
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw meaningOf(error);
      });
    const { registry } = program;
    await recordChange(db, ${camel}Snapshot, {
      contracts,
      registry,
      logger,
      message,
      changeType: 'create',
      entityId: payload.${idField},
      before: null,
      after,
    });
    return { reply: after };
  });
`;
};

const createTest = ({ app, request }: RequestWanted, entity: Entity, samples: readonly (readonly [string, unknown])[]): string => {
  const { idField, pascal, words, table } = entity;
  const given = `const new${pascal} = () => ({ ${[`${idField}: uuidV7()`, ...samples.map(([field, value]) => `${field}: ${plainLiteral(value)}`)].join(', ')} });
const changesOf = async (${idField}: string) => {
  const { rows } = await sql\`select change_type, conforms from ztracking_${table} where entity_id = \${${idField}}\`.execute(runs.database.kysely);
  return rows;
};`;
  const run = `runs.run('${request.camel}',`;
  return testText({
    app,
    imports: ["import { sql } from 'kysely';"],
    given,
    title: `creating ${withArticle(words)}`,
    tests: [
      {
        title: 'answers it as it is kept, and records that it was made',
        body: `const given = new${pascal}();
const { reply, sent } = await ${run} given, unit);
const moment = expect.stringMatching(/\\.\\d{6}Z$/);
expect(reply).toEqual({ ...given, businessUnitId: unit.businessUnitId, createdAt: moment, updatedAt: moment });
expect(sent).toEqual([]);
expect(await changesOf(given.${idField})).toEqual([{ change_type: 'create', conforms: true }]);`,
      },
      {
        title: 'refuses an id that is there, and keeps what is there as it is',
        body: `const given = new${pascal}();
await ${run} given, unit);
expect(await ${run} given, unit)).toEqual({ refused: 'CONFLICT', sent: [] });
expect(await changesOf(given.${idField})).toHaveLength(1);`,
      },
      {
        title: 'refuses a request that names no unit',
        body: `expect(await ${run} new${pascal}(), {})).toEqual({ refused: 'BUSINESS_UNIT_NOT_FOUND', sent: [] });`,
      },
    ],
  });
};
