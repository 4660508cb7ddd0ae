import type { App } from '../app.ts';
import { recordText } from '../contract/schema-file.ts';
import { findEntity } from '../entity/entity.ts';
import { type AvroField, avroFieldOf, definitionsIn } from '../fields/avro-field.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import { idFieldOf } from '../request/entity-fields.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { wordsOf } from '../text/words.ts';
import type { EventName } from './event-name.ts';

/** What an event or a state says. */
export interface EventPayload {
  /** The `.avsc`, without its ending. */
  readonly schema: string;
  readonly fields: readonly AvroField[];
  /** The field that orders; undefined where there is none. */
  readonly orderedBy: string | undefined;
}

/** The entity as it stands, where no fields are asked for; else a record of its own, with the entity's id first. */
export const payloadOf = (scaffolding: Scaffolding, app: App, name: EventName, specs: readonly FieldSpec[], doc: string): EventPayload => {
  const entity = findEntity(scaffolding, app, name.entity);
  if (specs.length === 0) {
    if (entity !== undefined) return { schema: entity.name, fields: entity.fields, orderedBy: entity.idField };
    throw new ScaffoldError(
      'INVALID',
      `${app.title} has no entity ${name.entity} whose record could be sent: say what it tells with --field name:type.`,
    );
  }
  const place = { namespace: app.namespace, record: name.pascal, doc: `As it was when this was said of the ${wordsOf(name.entity)}.` };
  const own = specs.map((spec) => avroFieldOf(spec, place));
  const id =
    entity === undefined || own.some((field) => field.name === entity.idField) ? [] : [idFieldOf(entity, `The ${entity.words} it is about.`)];
  const fields = [...id, ...own];
  for (const [fullName, type] of fields.flatMap(definitionsIn)) scaffolding.added.set(fullName, type);
  const text = recordText({ name: name.pascal, namespace: app.namespace, doc, fields });
  scaffolding.draft.create(`contracts/${app.folder}/schemas/${name.kebab}.avsc`, text);
  const orderedBy = entity?.idField ?? own.find((field) => field.name.endsWith('Id'))?.name;
  return { schema: name.kebab, fields, orderedBy };
};
