import { kebabCase } from '@vyarna/loader';
import type { Entity } from '../../entity/entity.ts';
import { type AvroField, optional } from '../../fields/avro-field.ts';
import { plainLiteral } from '../../fields/literal.ts';
import { sampleOf, sampleRecord } from '../../fields/sample.ts';
import { lookupIn } from '../../scaffolding.ts';
import { addFixture } from '../../service/fixture.ts';
import { ensureConflict, ensureNotFound } from '../../service/refusals.ts';
import { snakeCase, withArticle, wordsOf } from '../../text/words.ts';
import { entityReply } from '../add-reply.ts';
import { idFieldOf, pickFields } from '../entity-fields.ts';
import { existingEntity } from '../find-entity.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';

/** The fields that are given change; null leaves one as it is. */
export const planUpdate = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app, specs } = wanted;
  const entity = existingEntity(wanted);
  const { name, words, idField } = entity;
  const picked = pickFields(entity, specs);
  ensureNotFound(scaffolding, app, entity);
  ensureConflict(scaffolding, app);
  addFixture(scaffolding, app, entity);
  const asked = [
    idFieldOf(entity, `The ${words} to change.`),
    ...picked.map((field) => optional(field, `The new ${wordsOf(kebabCase(field.name))}; null leaves it as it is.`)),
  ];
  return {
    about: name,
    fields: asked,
    sample: { ...Object.fromEntries(asked.map((field) => [field.name, null])), ...sampleRecord(asked.slice(0, 2), lookupIn(scaffolding)) },
    asks: `Changes the given fields of ${withArticle(words)}; null leaves a field as it is.`,
    does: `Changes the given fields of ${withArticle(words)}.`,
    orderedBy: idField,
    isMutating: true,
    permission: `can-edit-${name}`,
    reply: entityReply(scaffolding, app, entity),
    handler: handlerText(
      wanted,
      entity,
      picked.map((field) => field.name),
    ),
    test: updateTest(wanted, entity, picked),
    dependencies: ['@vyarna/ztracking', 'kysely', 'uuid'],
    what: 'the given fields change. What changes nothing is answered and logged, and leaves no record',
  };
};

const handlerText = (
  { app, request }: RequestWanted,
  { camel, name, table, idField }: Entity,
  fields: readonly string[],
): string => `import { isDeepStrictEqual } from 'node:util';
import { ${request.camel} } from '@vyarna/generated/${app.folder}/requests/${request.kebab}.gen.ts';
import { ${camel}Snapshot } from '@vyarna/generated/${app.folder}/snapshots/${name}.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { recordChange } from '@vyarna/ztracking';
import { sql } from 'kysely';
import { ${camel}Columns } from '../${name}-table.ts';
import { ${camel}NotFound, meaningOf } from '../refusals.ts';
import type { ${app.pascal}Service } from '../service.ts';

/** Changes the fields that are given. What changes nothing is answered and logged, and leaves no record. */
export const register${request.pascal} = ({ messaging, contracts, program }: ${app.pascal}Service): void =>
  messaging.handle(${request.camel}, async (message, { db, logger }) => {
    const { payload } = message;
    const { ${idField} } = payload;
    const before = await db
      .selectFrom('${table}')
      .select(${camel}Columns)
      .where('${snakeCase(idField)}', '=', ${idField})
      .where('business_unit_id', '=', businessUnitOf(message))
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) throw ${camel}NotFound(${idField});
    const wanted = {
${fields.map((field) => `      ${field}: payload.${field} ?? before.${field},`).join('\n')}
    };
    if (isDeepStrictEqual({ ...before, ...wanted }, before)) {
      logger.info({ ${idField} }, 'the update changes nothing');
      return { reply: before };
    }
    const after = await db
      .updateTable('${table}')
      .set({
${fields.map((field) => `        ${snakeCase(field)}: wanted.${field},`).join('\n')}
        updated_at: sql<Date>\`clock_timestamp()\`,
      })
      .where('${snakeCase(idField)}', '=', ${idField})
      .returning(${camel}Columns)
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw meaningOf(error);
      });
    const { registry } = program;
    await recordChange(db, ${camel}Snapshot, { contracts, registry, logger, message, changeType: 'update', entityId: ${idField}, before, after });
    return { reply: after };
  });
`;

const updateTest = ({ scaffolding, app, request }: RequestWanted, entity: Entity, picked: readonly AvroField[]): string => {
  const { idField, pascal, name, words, table, notFound } = entity;
  const other = picked.map((field) => [field.name, sampleOf(field, lookupIn(scaffolding), 1)] as const);
  const change = `{ ${other.map(([field, value]) => `${field}: ${plainLiteral(value)}`).join(', ')} }`;
  return testText({
    app,
    imports: ["import { sql } from 'kysely';", `import { insert${pascal} } from '../testing/insert-${name}.ts';`],
    given: `const changesOf = async (${idField}: string) => {
  const { rows } = await sql\`select change_type, conforms from ztracking_${table} where entity_id = \${${idField}}\`.execute(runs.database.kysely);
  return rows;
};`,
    title: `changing ${withArticle(words)}`,
    tests: [
      {
        title: 'answers it as it stands then, and records the change',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, unit.businessUnitId);
const change = ${change};
const { reply } = await runs.run('${request.camel}', { ${idField}, ...change }, unit);
expect(reply).toMatchObject({ ${idField}, ...change });
expect(await changesOf(${idField})).toEqual([{ change_type: 'update', conforms: true }]);`,
      },
      {
        title: 'that changes nothing is answered and logged, and not recorded',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, unit.businessUnitId);
expect((await runs.run('${request.camel}', { ${idField} }, unit)).reply).toMatchObject({ ${idField} });
expect(runs.lines.at(-1)).toMatchObject({ level: 'info', message: 'the update changes nothing' });
expect(await changesOf(${idField})).toEqual([]);`,
      },
      {
        title: 'finds nothing that another unit has',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, uuidV7());
expect(await runs.run('${request.camel}', { ${idField} }, unit)).toEqual({ refused: '${notFound}', sent: [] });`,
      },
    ],
  });
};
