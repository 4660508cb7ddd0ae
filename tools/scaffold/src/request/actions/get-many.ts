import type { Entity } from '../../entity/entity.ts';
import type { AvroField } from '../../fields/avro-field.ts';
import { addFixture } from '../../service/fixture.ts';
import { capitalized, snakeCase, wordsOf } from '../../text/words.ts';
import { addReply } from '../add-reply.ts';
import { existingEntity } from '../find-entity.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';

/** A page of the caller's unit, oldest first. */
export const planGetMany = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app } = wanted;
  const entity = existingEntity(wanted);
  addFixture(scaffolding, app, entity);
  const { name, camel, pascal, plural, record } = entity;
  const words = wordsOf(plural);
  const reply = addReply(scaffolding, app, {
    channel: `${camel}Replies`,
    about: name,
    verb: 'page',
    message: `${pascal}PageReply`,
    summary: `A page of ${words}.`,
    schema: `${name}-page`,
    record: {
      name: `${pascal}Page`,
      doc: `Some ${words} and where the next page begins.`,
      fields: [{ name: 'items', type: { type: 'array', items: record }, doc: 'Oldest first.', maxItems: 100 }, nextCursor],
    },
  });
  return {
    about: name,
    fields: pageFields(capitalized(words)),
    sample: firstPage,
    asks: `Asks for a page of the ${words} of the caller's business unit, oldest first.`,
    does: `Answers with a page of ${words}.`,
    orderedBy: undefined,
    isMutating: false,
    permission: `can-read-${name}`,
    reply,
    handler: handlerText(wanted, entity),
    test: getManyTest(wanted, entity),
    dependencies: ['@vyarna/contract', 'kysely', 'uuid'],
    what: 'a page, oldest first, by an opaque cursor',
  };
};

/** A first page, as it is mostly asked for. */
export const firstPage = { limit: 20, cursor: null };

/** What every list is asked with. */
export const pageFields = (items: string): readonly AvroField[] => [
  { name: 'limit', type: 'int', default: 20, doc: `${items} on the page at most.`, minimum: 1, maximum: 100 },
  { name: 'cursor', type: ['null', 'string'], default: null, doc: 'Where the last page ended; null for the first page.', maxLength: 200 },
];

export const nextCursor: AvroField = {
  name: 'nextCursor',
  type: ['null', 'string'],
  default: null,
  doc: 'Give it back as cursor for the next page; null after the last.',
};

const handlerText = (
  { app, request }: RequestWanted,
  { camel, name, plural, table, idField }: Entity,
): string => `import { readCursor, writeCursor } from '@vyarna/contract';
import { ${request.camel} } from '@vyarna/generated/${app.folder}/requests/${request.kebab}.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { sql } from 'kysely';
import { ${camel}Columns } from '../${name}-table.ts';
import type { ${app.pascal}Service } from '../service.ts';

/** A page of the unit's ${wordsOf(plural)}, oldest first. Pages neither repeat nor leave out what is there throughout. */
export const register${request.pascal} = ({ messaging }: ${app.pascal}Service): void =>
  messaging.handle(${request.camel}, async (message, { db }) => {
    const { limit, cursor } = message.payload;
    let query = db
      .selectFrom('${table}')
      .select(${camel}Columns)
      .where('business_unit_id', '=', businessUnitOf(message))
      .orderBy('created_at')
      .orderBy('${snakeCase(idField)}')
      .limit(limit + 1);
    if (cursor !== null) {
      const { createdAt, id } = readCursor(cursor);
      query = query.where(sql<boolean>\`(created_at, ${snakeCase(idField)}) > (\${createdAt}::timestamptz, \${id}::uuid)\`);
    }
    const rows = await query.execute();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = rows.length > limit && last !== undefined ? writeCursor({ createdAt: last.createdAt, id: last.${idField} }) : null;
    return { reply: { items, nextCursor } };
  });
`;

const getManyTest = ({ app, request }: RequestWanted, { idField, pascal, name, plural }: Entity): string =>
  testText({
    app,
    imports: [`import { insert${pascal} } from '../testing/insert-${name}.ts';`],
    title: `listing ${wordsOf(plural)}`,
    tests: [
      {
        title: 'goes page by page, oldest first, each once, and only through those of the unit',
        body: `const ids: string[] = [];
for (let count = 0; count < 3; count += 1) ids.push(await insert${pascal}(runs.database.kysely, unit.businessUnitId));
await insert${pascal}(runs.database.kysely, uuidV7());
const seen: string[][] = [];
let cursor: unknown = null;
do {
  const { reply }: Awaited<ReturnType<typeof runs.run>> = await runs.run('${request.camel}', { limit: 2, cursor }, unit);
  const { items, nextCursor } = reply as { items: { ${idField}: string }[]; nextCursor: unknown };
  seen.push(items.map(({ ${idField} }) => ${idField}));
  cursor = nextCursor;
} while (cursor !== null);
expect(seen).toEqual([ids.slice(0, 2), ids.slice(2)]);`,
      },
      {
        title: 'refuses a cursor that it did not issue',
        body: `expect(await runs.run('${request.camel}', { cursor: 'x' }, unit)).toEqual({ refused: 'CURSOR_INVALID', sent: [] });`,
      },
    ],
  });
