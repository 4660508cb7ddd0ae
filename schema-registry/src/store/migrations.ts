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
  {
    name: '002-change-log',
    sql: `
      create table schema_text (
        -- SHA-256 of the text, as hex.
        hash text primary key,
        text text not null
      );
      create table change (
        seq bigint primary key,
        at timestamptz not null,
        actor text not null,
        action text not null,
        -- json, not jsonb: every text that is JSON can be kept, and its order.
        body json not null
      );
      insert into schema_text (hash, text)
        select distinct encode(sha256(convert_to(text, 'UTF8')), 'hex'), text from schema where id in (select schema_id from version);
      insert into change (seq, at, actor, action, body)
        select row_number() over (order by v.subject, v.version), now(), 'migration 002', 'register',
          json_build_object('subject', v.subject, 'version', v.version, 'id', s.id,
            -- Without the normal form, which the program makes from the text.
            'content', json_build_object('schemaType', 'AVRO', 'hash', encode(sha256(convert_to(s.text, 'UTF8')), 'hex')))
        from version v join schema s on s.id = v.schema_id;
      insert into change (seq, at, actor, action, body)
        select (select count(*) from version) + row_number() over (order by subject), now(), 'migration 002', 'set-config',
          json_build_object('subject', subject, 'config', json_build_object('compatibilityLevel', level))
        from subject_level;
      drop table subject_level;
      drop table version;
      drop table schema;
    `,
    appendOnly: ['change'],
  },
  {
    name: '003-texts-of-what-is-there',
    // A text is kept while a version has it. Registering over a version that was imported counts as keeping it, which is the safe side.
    sql: `
      delete from schema_text t where not exists (
        select from change r where r.action = 'register' and r.body -> 'content' ->> 'hash' = t.hash and not exists (
          select from change p where p.action = 'purge' and p.seq > r.seq and p.body ->> 'subject' = r.body ->> 'subject'
            and (p.body -> 'versions')::jsonb @> to_jsonb((r.body ->> 'version')::integer)
        )
      );
    `,
  },
];
