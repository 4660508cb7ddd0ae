import { type App, isName } from '../app.ts';
import { channelBlock, messageBlock, sendBlock } from '../contract/blocks.ts';
import { recordText } from '../contract/schema-file.ts';
import { type AvroField, avroFieldOf, definitionsIn } from '../fields/avro-field.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import { sampleRecord } from '../fields/sample.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import { addMember, addOperation, ensureError, ensureMember, lookupIn, type Scaffolding } from '../scaffolding.ts';
import { addTable } from '../service/table.ts';
import { capitalized, withArticle } from '../text/words.ts';
import { type Entity, entityNames, findEntity, givenByPlatform, namesOf, withFields } from './entity.ts';

const RETENTION_MONTHS = 36;

/** The entity of that name, which is added where the application has none: record, audit snapshots and table. */
export const ensureEntity = (scaffolding: Scaffolding, app: App, name: string, specs: readonly FieldSpec[]): Entity =>
  findEntity(scaffolding, app, name) ?? addEntity(scaffolding, app, name, specs);

export const addEntity = (scaffolding: Scaffolding, app: App, name: string, specs: readonly FieldSpec[]): Entity => {
  if (!isName(name)) throw new ScaffoldError('INVALID', `An entity is named in lower case with hyphens, such as invoice-line, not ${name}.`);
  const names = namesOf(app, name);
  const { pascal, words, camel, idField } = names;
  if (specs.length === 0) {
    throw new ScaffoldError('INVALID', `${capitalized(withArticle(words))} needs fields: --field 'name:string What it is for.' and so on.`);
  }
  const taken = specs.find((spec) => givenByPlatform(idField).includes(spec.name));
  if (taken !== undefined) throw new ScaffoldError('INVALID', `${taken.name} is given by the platform: leave it out.`);
  const place = { namespace: app.namespace, record: pascal, doc: `As whoever created the ${words} gave it.` };
  const fields = [...identity(words, idField), ...specs.map((spec) => avroFieldOf(spec, place)), ...times(words)];
  for (const [fullName, type] of fields.flatMap(definitionsIn)) scaffolding.added.set(fullName, type);
  const entity = withFields(names, fields);

  stateOrderingKeys(scaffolding, app);
  const doc = `${capitalized(withArticle(words))} as it stands after a change.`;
  scaffolding.draft.create(`contracts/${app.folder}/schemas/${name}.avsc`, recordText({ name: pascal, namespace: app.namespace, doc, fields }));
  const add = (section: readonly string[], key: string, block: string): void => addMember(scaffolding, app.document, section, key, block);
  add(
    ['channels'],
    `${camel}Snapshots`,
    channelBlock({
      id: `${camel}Snapshots`,
      address: `ztracking-${name}`,
      summary: `Every state ${withArticle(words)} ever had.`,
      server: 'ztracking',
      messages: { [`${pascal}Snapshot`]: `#/components/messages/${pascal}Snapshot` },
      facts: { kind: 'snapshot', lifecycle: 'active', entityKey: idField, retentionMonths: RETENTION_MONTHS },
    }),
  );
  addOperation(
    scaffolding,
    app,
    `record${pascal}Change`,
    sendBlock(`record${pascal}Change`, `Keeps the ${words} as it stands after each change.`, `${camel}Snapshots`),
  );
  const message = {
    id: `${pascal}Snapshot`,
    name: `${app.folder}.${name}.snapshot.v1`,
    summary: `The ${words} as it stood after a change.`,
    schema: name,
    travels: 'stored',
  } as const;
  add(['components', 'messages'], message.id, messageBlock(message));
  ensureMember(scaffolding, app.document, ['servers'], 'ztracking', "ztracking: { $ref: '../types/servers.yaml#/ztracking' }");
  ensureError(scaffolding, names.notFound, 404, `There is no such ${words}.`);
  scaffolding.draft.create(
    `contracts/${app.folder}/examples/${name}-snapshot/typical.json`,
    exampleText('typical', `${capitalized(withArticle(words))} as it mostly looks.`, sampleRecord(fields, lookupIn(scaffolding))),
  );
  addTable(scaffolding, app, entity, fields);
  return entity;
};

/** The text of one Message Example Object. */
export const exampleText = (name: string, summary: string, payload: object): string => `${JSON.stringify({ name, summary, payload }, null, 2)}\n`;

const identity = (words: string, idField: string): readonly AvroField[] => [
  { name: idField, type: { type: 'string', logicalType: 'uuid' }, doc: `Identifies the ${words} for ever.` },
  { name: 'businessUnitId', type: { type: 'string', logicalType: 'uuid' }, doc: `The unit that has the ${words}; no other one sees it.` },
];

const times = (words: string): readonly AvroField[] => [
  { name: 'createdAt', type: { type: 'long', logicalType: 'timestamp-micros' }, doc: `When the ${words} was first stored; it never changes.` },
  { name: 'updatedAt', type: { type: 'long', logicalType: 'timestamp-micros' }, doc: `When the ${words} last changed.` },
];

/**
 * Channels without an ordering key of their own take the entity key of the document's only snapshot. There are two from now on, so that
 * each of these channels gets to say it.
 */
const stateOrderingKeys = (scaffolding: Scaffolding, app: App): void => {
  if (entityNames(scaffolding, app).length !== 1) return;
  for (const { key, app: owner, orderingKey, kind } of Object.values(scaffolding.bundle.channels)) {
    if (owner !== app.title || orderingKey === null || kind === 'snapshot') continue;
    const id = key.slice(app.folder.length + 1);
    ensureMember(scaffolding, app.document, ['channels', id, 'x-vyarna'], 'orderingKey', `orderingKey: payload.${orderingKey}`);
  }
};
