import type { Entity } from '../../entity/entity.ts';
import { sampleRecord } from '../../fields/sample.ts';
import { lookupIn } from '../../scaffolding.ts';
import { addFixture } from '../../service/fixture.ts';
import { ensureNotFound } from '../../service/refusals.ts';
import { snakeCase, withArticle } from '../../text/words.ts';
import { addReply } from '../add-reply.ts';
import { idFieldOf } from '../entity-fields.ts';
import { existingEntity } from '../find-entity.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';
import { firstPage, nextCursor, pageFields } from './get-many.ts';

/** A page of the audit records of one entity, newest first. */
export const planGetHistory = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app } = wanted;
  const entity = existingEntity(wanted);
  ensureNotFound(scaffolding, app, entity);
  addFixture(scaffolding, app, entity);
  const { name, camel, pascal, words, idField } = entity;
  const reply = addReply(scaffolding, app, {
    channel: `${camel}Replies`,
    about: name,
    verb: 'history',
    message: `${pascal}HistoryReply`,
    summary: `A page of changes of ${withArticle(words)}.`,
    schema: `${name}-history-page`,
    record: historyRecord(app.namespace, entity),
  });
  const asked = [idFieldOf(entity, `The ${words} whose changes are wanted.`), ...pageFields('Changes')];
  return {
    about: name,
    fields: asked,
    sample: { ...sampleRecord(asked.slice(0, 1), lookupIn(scaffolding)), ...firstPage },
    asks: `Asks for a page of the changes made to one ${words}, newest first.`,
    does: 'Answers with a page of changes, newest first.',
    orderedBy: idField,
    isMutating: false,
    permission: `can-read-${name}-history`,
    reply,
    handler: handlerText(wanted, entity),
    test: getHistoryTest(wanted, entity),
    dependencies: ['@vyarna/contract', '@vyarna/logger', '@vyarna/ztracking', 'uuid'],
    what: 'the changes, newest first, each with before and after',
  };
};

const historyRecord = (namespace: string, { pascal, words, record }: Entity) => ({
  name: `${pascal}HistoryPage`,
  doc: `Some changes of one ${words} and where the next page begins.`,
  fields: [
    {
      name: 'items',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: `${namespace}.${pascal}Change`,
          doc: 'One change, from the audit record.',
          fields: [
            { name: 'changeId', type: UUID, doc: 'Identifies the audit record.' },
            { name: 'traceId', type: 'string', doc: 'The request that made the change.' },
            {
              name: 'changeType',
              type: {
                type: 'enum',
                name: `${namespace}.${pascal}ChangeType`,
                symbols: ['UNKNOWN', 'CREATE', 'UPDATE', 'DELETE'],
                default: 'UNKNOWN',
                doc: 'What was done.',
              },
              doc: `What was done to the ${words}.`,
            },
            { name: 'before', type: ['null', record], default: null, doc: 'As it stood; null on a create.' },
            { name: 'after', type: ['null', record], default: null, doc: 'As it stands since; null on a delete.' },
            { name: 'changedAt', type: { type: 'long', logicalType: 'timestamp-micros' }, doc: 'When the change was made.' },
            { name: 'changedBy', type: ['null', UUID], default: null, doc: 'The operator who asked for it, where known.' },
          ],
        },
      },
      doc: 'Newest first.',
      maxItems: 100,
    },
    nextCursor,
  ],
});

const UUID = { type: 'string', logicalType: 'uuid' };

const handlerText = (
  { app, request }: RequestWanted,
  { camel, words, name, idField }: Entity,
): string => `import { ${request.camel} } from '@vyarna/generated/${app.folder}/requests/${request.kebab}.gen.ts';
import { ${camel}Snapshot } from '@vyarna/generated/${app.folder}/snapshots/${name}.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { readHistory } from '@vyarna/ztracking';
import { ${camel}NotFound } from '../refusals.ts';
import type { ${app.pascal}Service } from '../service.ts';

const CHANGE_TYPES = { create: 'CREATE', update: 'UPDATE', delete: 'DELETE' } as const;

/** A page of ${withArticle(words)}'s changes, newest first. */
export const register${request.pascal} = ({ messaging, contracts }: ${app.pascal}Service): void =>
  messaging.handle(${request.camel}, async (message, { db, logger }) => {
    const { ${idField}, limit, cursor } = message.payload;
    const page = await readHistory(db, ${camel}Snapshot, { contracts, entityId: ${idField}, businessUnitId: businessUnitOf(message), limit, cursor });
    // Whatever is there has at least the record of its creation.
    if (page.changes.length === 0 && cursor === null) throw ${camel}NotFound(${idField});
    const nonconforming = page.changes.filter(({ conforms }) => !conforms).map(({ id }) => id);
    if (nonconforming.length > 0)
      logger.warn({ ${idField}, changes: nonconforming }, 'snapshots that do not fit the contract are left out of the history');
    const items = page.changes.map(({ id, traceId, changeType, before, after, createdAt, operatorId: changedBy }) => ({
      changeId: id,
      traceId,
      changeType: CHANGE_TYPES[changeType],
      before,
      after,
      changedAt: createdAt,
      changedBy,
    }));
    return { reply: { items, nextCursor: page.nextCursor } };
  });
`;

const getHistoryTest = ({ app, request }: RequestWanted, { idField, camel, pascal, name, words, table, notFound }: Entity): string =>
  testText({
    app,
    imports: [
      "import { createContracts, readBundle, uuid } from '@vyarna/contract';",
      "import { createLogger } from '@vyarna/logger';",
      `import { ${camel}Snapshot } from '@vyarna/generated/${app.folder}/snapshots/${name}.gen.ts';`,
      "import { recordChange } from '@vyarna/ztracking';",
      `import { ${camel}Columns } from '../${name}-table.ts';`,
      `import { insert${pascal} } from '../testing/insert-${name}.ts';`,
    ],
    given: `/** Records the creation of what the table has, as the handler that creates it does. */
const created = async (): Promise<string> => {
  const { kysely } = runs.database;
  const ${idField} = await insert${pascal}(kysely, unit.businessUnitId);
  const after = await kysely.selectFrom('${table}').select(${camel}Columns).where('${snakeCase(idField)}', '=', uuid(${idField})).executeTakeFirstOrThrow();
  const contracts = createContracts(readBundle(${app.camel}Service.bundle));
  const message = { id: uuidV7(), type: 'test', source: '/apps/test', occurredAt: new Date().toISOString(), traceId: 'test-1', correlationId: 'test-1', context: unit };
  const logger = createLogger({ service: 'test', level: 'silent' });
  await recordChange(kysely, ${camel}Snapshot, { contracts, logger, message, changeType: 'create', entityId: ${idField}, before: null, after });
  return ${idField};
};`,
    title: `the history of ${withArticle(words)}`,
    tests: [
      {
        title: 'tells each change with before and after, by whom and in which request',
        body: `const ${idField} = await created();
const { reply } = await runs.run('${request.camel}', { ${idField} }, unit);
expect(reply?.['items']).toMatchObject([{ changeType: 'CREATE', before: null, after: { ${idField} }, traceId: 'test-1', changedBy: unit.operatorId }]);`,
      },
      {
        title: 'is not there for another unit, or for what is not there',
        body: `const ${idField} = await created();
expect(await runs.run('${request.camel}', { ${idField} }, { businessUnitId: uuidV7() })).toEqual({ refused: '${notFound}', sent: [] });
expect(await runs.run('${request.camel}', { ${idField}: uuidV7() }, unit)).toEqual({ refused: '${notFound}', sent: [] });`,
      },
    ],
  });
