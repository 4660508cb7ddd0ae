import type { Entity } from '../../entity/entity.ts';
import { avroFieldOf } from '../../fields/avro-field.ts';
import { plainLiteral } from '../../fields/literal.ts';
import { sampleOf, sampleRecord } from '../../fields/sample.ts';
import { lookupIn } from '../../scaffolding.ts';
import { addFixture } from '../../service/fixture.ts';
import { ensureNotFound } from '../../service/refusals.ts';
import { capitalized, gerundOf, pluralOf, snakeCase, withArticle } from '../../text/words.ts';
import { entityReply } from '../add-reply.ts';
import { idFieldOf } from '../entity-fields.ts';
import { notImplemented } from '../not-implemented.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';

/** Anything else that is done with an entity: all is there but what becomes of it, which is one function of columns. */
export const planAct = (wanted: RequestWanted, entity: Entity): RequestPlan => {
  const { scaffolding, app, request, specs } = wanted;
  ensureNotFound(scaffolding, app, entity);
  addFixture(scaffolding, app, entity);
  notImplemented(scaffolding);
  const { name, words, idField } = entity;
  const place = { namespace: app.namespace, record: request.pascal, doc: `As whoever asks to ${request.action} the ${words} gives it.` };
  const fields = specs.map((spec) => entity.own.find((field) => spec.type === undefined && field.name === spec.name) ?? avroFieldOf(spec, place));
  const does = `${capitalized(pluralOf(request.action))} ${withArticle(words)} of the business unit of the message.`;
  const asked = [idFieldOf(entity, `Which ${words} of the caller's business unit.`), ...fields];
  return {
    about: name,
    fields: asked,
    sample: sampleRecord(asked, lookupIn(scaffolding)),
    asks: `Asks to ${request.action} ${withArticle(words)}.`,
    does,
    orderedBy: idField,
    isMutating: true,
    permission: `can-${request.action}-${name}`,
    reply: entityReply(scaffolding, app, entity),
    handler: handlerText(wanted, entity, does),
    test: actTest(
      wanted,
      entity,
      fields.map((field) => [field.name, sampleOf(field, lookupIn(scaffolding))]),
    ),
    dependencies: ['@vyarna/contract', '@vyarna/ztracking', 'kysely', 'uuid'],
    what: 'not written yet: refused with NOT_IMPLEMENTED',
    toFill: `what ${gerundOf(request.action)} changes`,
  };
};

const handlerText = ({ app, request }: RequestWanted, entity: Entity, does: string): string => {
  const { camel, pascal, words, name, table, idField } = entity;
  const { kebab } = request;
  return `import { Refusal } from '@vyarna/contract';
import { ${request.camel} } from '@vyarna/generated/${app.folder}/requests/${kebab}.gen.ts';
import { ${camel}Snapshot } from '@vyarna/generated/${app.folder}/snapshots/${name}.gen.ts';
import type { ${request.pascal} } from '@vyarna/generated/${app.folder}/types/${kebab}.gen.ts';
import type { ${pascal} } from '@vyarna/generated/${app.folder}/types/${name}.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { recordChange } from '@vyarna/ztracking';
import { sql, type Updateable } from 'kysely';
import { type ${pascal}Table, ${camel}Columns } from '../${name}-table.ts';
import { ${camel}NotFound } from '../refusals.ts';
import type { ${app.pascal}Service } from '../service.ts';

/**
 * What ${gerundOf(request.action)} changes of ${withArticle(words)}: write it here, and refuse (\`throw new Refusal(code, ...)\`, a code of contracts/types/errors.yaml)
 * what may not be done. Until then every request is refused.
 */
const changesOf = (_before: ${pascal}, _request: ${request.pascal}): Updateable<${pascal}Table> => {
  throw new Refusal('NOT_IMPLEMENTED', '${capitalized(gerundOf(request.action))} ${withArticle(words)} is not written yet.');
};

/** ${does} */
export const register${request.pascal} = ({ messaging, contracts, program }: ${app.pascal}Service): void =>
  messaging.handle(${request.camel}, async (message, { db, logger }) => {
    const { ${idField} } = message.payload;
    const before = await db
      .selectFrom('${table}')
      .select(${camel}Columns)
      .where('${snakeCase(idField)}', '=', ${idField})
      .where('business_unit_id', '=', businessUnitOf(message))
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) throw ${camel}NotFound(${idField});
    const after = await db
      .updateTable('${table}')
      .set({ ...changesOf(before, message.payload), updated_at: sql<Date>\`clock_timestamp()\` })
      .where('${snakeCase(idField)}', '=', ${idField})
      .returning(${camel}Columns)
      .executeTakeFirstOrThrow();
    const { registry } = program;
    await recordChange(db, ${camel}Snapshot, { contracts, registry, logger, message, changeType: 'update', entityId: ${idField}, before, after });
    return { reply: after };
  });
`;
};

const actTest = ({ app, request }: RequestWanted, entity: Entity, samples: readonly (readonly [string, unknown])[]): string => {
  const { idField, pascal, words, name, notFound } = entity;
  const given = samples.map(([field, value]) => `${field}: ${plainLiteral(value)}`).join(', ');
  return testText({
    app,
    imports: [`import { insert${pascal} } from '../testing/insert-${name}.ts';`],
    given: `const asked = (${idField}: string) => ({ ${[idField, ...(given === '' ? [] : [given])].join(', ')} });`,
    title: `${gerundOf(request.action)} ${withArticle(words)}`,
    tests: [
      {
        title: 'is refused as long as it is not written',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, unit.businessUnitId);
expect(await runs.run('${request.camel}', asked(${idField}), unit)).toEqual({ refused: 'NOT_IMPLEMENTED', sent: [] });`,
      },
      {
        title: 'finds nothing that another unit has',
        body: `const ${idField} = await insert${pascal}(runs.database.kysely, uuidV7());
expect(await runs.run('${request.camel}', asked(${idField}), unit)).toEqual({ refused: '${notFound}', sent: [] });`,
      },
    ],
  });
};
