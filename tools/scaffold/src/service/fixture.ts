import type { App } from '../app.ts';
import type { Entity } from '../entity/entity.ts';
import { literalOf } from '../fields/literal.ts';
import { sampleOf } from '../fields/sample.ts';
import { lookupIn, type Scaffolding } from '../scaffolding.ts';
import { snakeCase, withArticle } from '../text/words.ts';
import { ensureDependencies, hasService } from './service.ts';

const pathOf = (app: App, { name }: Entity): string => `${app.source}/testing/insert-${name}.ts`;

/** Adds what a service's tests put into the table of an entity, unless it is there. */
export const addFixture = (scaffolding: Scaffolding, app: App, entity: Entity): void => {
  if (!hasService(scaffolding, app) || scaffolding.draft.has(pathOf(app, entity))) return;
  scaffolding.draft.create(pathOf(app, entity), fixtureText(scaffolding, app, entity));
  ensureDependencies(scaffolding, app, ['@vyarna/contract', 'kysely', 'uuid']);
};

const fixtureText = (scaffolding: Scaffolding, app: App, { own, pascal, words, table, idField }: Entity): string => {
  const values = own.map((field) => ({ column: snakeCase(field.name), literal: literalOf(field, sampleOf(field, lookupIn(scaffolding))) }));
  const makers = [...new Set(['uuid', ...values.flatMap(({ literal }) => literal.makers)])].sort();
  return `import { ${makers.join(', ')} } from '@vyarna/contract';
import type { Kysely } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import type { ${app.pascal}Database } from '../database.ts';

/** Puts ${withArticle(words)} of a unit into the table and gives its id. */
export const insert${pascal} = async (db: Kysely<${app.pascal}Database>, businessUnitId: string): Promise<string> => {
  const id = uuidV7();
  const values = {
    ${snakeCase(idField)}: uuid(id),
    business_unit_id: uuid(businessUnitId),
${values.map(({ column, literal }) => `    ${column}: ${literal.code},`).join('\n')}
  } as const;
  await db.insertInto('${table}').values(values).execute();
  return id;
};
`;
};

export const tableTestText = (
  app: App,
  { name, pascal, camel, table, idField, record }: Entity,
): string => `import { createContracts, readBundle, uuid } from '@vyarna/contract';
import { startHandlers } from '@vyarna/messaging/testing';
import { v7 as uuidV7 } from 'uuid';
import { expect, test } from 'vitest';
import { ${camel}Columns } from './${name}-table.ts';
import { ${app.camel}Service } from './start-${app.folder}.ts';
import { insert${pascal} } from './testing/insert-${name}.ts';

test('a row of the table is selected in the form of its contract', async () => {
  const runs = await startHandlers(${app.camel}Service);
  try {
    const { kysely } = runs.database;
    const ${idField} = await insert${pascal}(kysely, uuidV7());
    const ${camel} = await kysely.selectFrom('${table}').select(${camel}Columns).where('${snakeCase(idField)}', '=', uuid(${idField})).executeTakeFirstOrThrow();
    expect(${camel}.${idField}).toBe(${idField});
    expect(createContracts(readBundle(${app.camel}Service.bundle)).validate('${record}', ${camel})).toEqual([]);
  } finally {
    await runs.close();
  }
});
`;
