import type { Migration } from '@vyarna/process';

export const registryMigrations: readonly Migration[] = [
  {
    name: '001-schemas',
    sql: `
      create table schema (
        id integer generated always as identity primary key,
        -- SHA-256 of the schema's identity, see schema-identity.ts.
        identity text not null unique,
        -- As it was first registered.
        text text not null
      );
      create table version (
        subject text not null,
        version integer not null check (version > 0),
        schema_id integer not null references schema,
        primary key (subject, version),
        unique (subject, schema_id)
      );
      create index version_by_schema on version (schema_id);
      create table subject_level (
        -- Empty for the level that holds where a subject has none of its own.
        subject text primary key,
        level text not null
      );
    `,
  },
];
