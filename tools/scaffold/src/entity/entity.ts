import { pascalCase } from '@vyarna/loader';
import type { App } from '../app.ts';
import { type AvroField, withNamedTypes } from '../fields/avro-field.ts';
import { fieldsOf, type Scaffolding } from '../scaffolding.ts';
import { pluralOf, snakeCase, wordsOf } from '../text/words.ts';

/** What an application keeps in a table and records the changes of, under all its names. */
export interface Entity {
  /** `invoice-line` */
  readonly name: string;
  /** `invoice-lines` */
  readonly plural: string;
  /** `invoice line`, in sentences. */
  readonly words: string;
  /** `InvoiceLine`, its record and its prefix in code. */
  readonly pascal: string;
  /** `invoiceLine` */
  readonly camel: string;
  /** `invoice_line` */
  readonly table: string;
  /** `invoiceLineId` */
  readonly idField: string;
  /** Full name. */
  readonly record: string;
  /** All fields of its record; types that it defines are named. */
  readonly fields: readonly AvroField[];
  /** Those that callers give: all but the id, the business unit and the times. */
  readonly own: readonly AvroField[];
  readonly notFound: string;
}

/** The names alone; the fields come with `withFields`. */
export const namesOf = (app: App, name: string): Omit<Entity, 'fields' | 'own'> => {
  const pascal = pascalCase(name);
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return {
    name,
    plural: pluralOf(name),
    words: wordsOf(name),
    pascal,
    camel,
    table: snakeCase(name),
    idField: `${camel}Id`,
    record: `${app.namespace}.${pascal}`,
    notFound: `${snakeCase(name).toUpperCase()}_NOT_FOUND`,
  };
};

/** What the platform itself gives a value, so that no caller does. */
export const givenByPlatform = (idField: string): readonly string[] => [idField, 'businessUnitId', 'createdAt', 'updatedAt'];

/** An entity of an application: what it has a snapshot channel of. */
export const findEntity = (scaffolding: Scaffolding, app: App, name: string): Entity | undefined => {
  const { channels, messages } = scaffolding.bundle;
  const channel = Object.values(channels).find((each) => each.app === app.title && each.kind === 'snapshot' && each.address === `ztracking-${name}`);
  const record = channel?.messages[0] === undefined ? null : (messages[channel.messages[0]]?.payload ?? null);
  if (channel === undefined || record === null) return undefined;
  const names = namesOf(app, name);
  const idField = channel.entityKey ?? names.idField;
  return { ...withFields({ ...names, idField, record }, fieldsOf(scaffolding, record)) };
};

export const withFields = (names: Omit<Entity, 'fields' | 'own'>, written: readonly AvroField[]): Entity => {
  const fields = written.map(withNamedTypes);
  return { ...names, fields, own: fields.filter(({ name }) => !givenByPlatform(names.idField).includes(name)) };
};

/** The names of an application's entities, sorted. */
export const entityNames = ({ bundle }: Scaffolding, app: App): readonly string[] =>
  Object.values(bundle.channels)
    .flatMap(({ app: owner, kind, address }) =>
      owner === app.title && kind === 'snapshot' && address !== null ? [address.replace(/^ztracking-/, '')] : [],
    )
    .sort();
