import type { App } from '../app.ts';
import type { Entity } from '../entity/entity.ts';
import type { AvroField } from '../fields/avro-field.ts';
import { columnOf } from '../fields/column.ts';
import { quoted } from '../fields/reserved-words.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { addImport, insertAtEnd } from '../text/insert-code.ts';
import { snakeCase, withArticle } from '../text/words.ts';
import { addFixture, tableTestText } from './fixture.ts';
import { ensureDependencies, hasService } from './service.ts';

/** Adds the table of an entity to its service: what it looks like, how it is selected, what makes it, and its audit table. */
export const addTable = (scaffolding: Scaffolding, app: App, entity: Entity, fields: readonly AvroField[]): void => {
  if (!hasService(scaffolding, app)) return;
  const { draft } = scaffolding;
  const { name, pascal, camel, table } = entity;
  draft.create(`${app.source}/${name}-table.ts`, tableText(entity, fields));
  draft.editOrTell(
    `${app.source}/database.ts`,
    (text) => {
      const imported = addImport(text, `import { type ${pascal}Table, ${camel}TableMigrations } from './${name}-table.ts';`);
      const property = `  readonly ${table}: ${pascal}Table;`;
      const first = imported.replace(/export type (\w+Database) = Record<never, never>;/, `export interface $1 {\n${property}\n}`);
      const typed = first === imported ? insertAtEnd(imported, /interface \w+Database \{/, property) : first;
      return typed && insertAtEnd(typed, /Migrations: readonly Migration\[\] = \[/, `  ...${camel}TableMigrations,`, ',');
    },
    `add ${pascal}Table and ${camel}TableMigrations, of ./${name}-table.ts, to the database and its migrations.`,
  );
  ensureDependencies(scaffolding, app, ['@vyarna/contract', '@vyarna/process', '@vyarna/ztracking', 'kysely']);
  addFixture(scaffolding, app, entity);
  draft.create(`${app.source}/${name}-table.it.test.ts`, tableTestText(app, entity));
};

const tableText = ({ pascal, camel, words, name, table, idField, own }: Entity, fields: readonly AvroField[]): string => {
  const columns = fields.filter((field) => own.some((each) => each.name === field.name)).map(columnOf);
  const id = snakeCase(idField);
  const brands = [...new Set(['Timestamp', 'Uuid', ...columns.flatMap((column) => column.brands)])].sort();
  const audit = `ztracking_${table}`;
  return `import type { ${brands.join(', ')} } from '@vyarna/contract';
import { type Migration, utcMicros } from '@vyarna/process';
import { ztrackingMigration } from '@vyarna/ztracking';
import ${columns.some(({ usesSql }) => usesSql) ? '{ type ColumnType, sql }' : 'type { ColumnType }'} from 'kysely';

export interface ${pascal}Table {
  readonly ${id}: ColumnType<Uuid, Uuid, never>;
  readonly business_unit_id: ColumnType<Uuid, Uuid, never>;
${columns.map((column) => `  readonly ${column.name}: ${column.type};`).join('\n')}
  readonly created_at: ColumnType<Date, never, never>;
  readonly updated_at: ColumnType<Date, never, Date>;
}

/** Selects ${withArticle(words)}'s row in the form of its contract. */
export const ${camel}Columns = [
  '${id} as ${idField}',
  'business_unit_id as businessUnitId',
${columns.map((column) => `  ${column.selection},`).join('\n')}
  utcMicros<Timestamp>('created_at').as('createdAt'),
  utcMicros<Timestamp>('updated_at').as('updatedAt'),
] as const;

export const ${camel}TableMigrations: readonly Migration[] = [
  {
    name: '001-${name}',
    sql: \`
      create table ${quoted(table)} (
        ${id} uuid constraint ${table}_pkey primary key,
        business_unit_id uuid not null,
${columns.map((column) => `        ${column.definition},`).join('\n')}
        created_at timestamptz not null default statement_timestamp(),
        updated_at timestamptz not null default statement_timestamp()
      );
      create index ${table}_by_age on ${quoted(table)} (business_unit_id, created_at, ${id});
    \`,
  },
  ztrackingMigration('${audit}'),
];
`;
};
