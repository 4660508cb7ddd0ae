import { messageOf, sectionsOf } from './application.ts';
import { type Application, type Entity, planSet } from './plan.ts';
import { type AvroRecord, recordOf, sharedRecords } from './records.ts';
import { surroundings } from './surroundings.ts';

/** Files by path, relative to a repository. */
export type Files = ReadonlyMap<string, string>;

/** A contract set in the house format: a folder for each application with its document and a `.avsc` for each record, and the flows. */
export const houseSet = (messages: number): Files => {
  const plan = planSet(messages);
  return new Map([...surroundings, ...plan.flatMap((application, index) => filesOf(application, plan[index - 1]))]);
};

/** A document listens to the events of the application before it, under an alias. */
const filesOf = (application: Application, before: Application | undefined): readonly (readonly [string, string])[] => {
  const folder = `contracts/${application.folder}`;
  const schemas: readonly (readonly [string, AvroRecord])[] = [
    ...sharedRecords(application).map((record) => [record.name.toLowerCase(), record] as const),
    ...application.entities.flatMap((entity) => entity.messages.map((message) => [message.file, recordOf(application, entity, message)] as const)),
  ];
  return [
    [`${folder}/asyncapi.yaml`, document(application, before)],
    [`${folder}/OWNERS`, `* @made/${application.folder}\n`],
    ...schemas.map(([file, record]) => [`${folder}/schemas/${file}.avsc`, avsc(record)] as const),
    ...application.entities.map(
      (entity) => [`flow-manager/flows/${application.folder}/create-${entity.name}.yaml`, flow(application, entity)] as const,
    ),
  ];
};

/** One field a line, as people write it. */
const avsc = ({ fields, ...head }: AvroRecord): string =>
  `${JSON.stringify(head).slice(0, -1)},\n  "fields": [\n${fields.map((field) => `    ${JSON.stringify(field)}`).join(',\n')}\n  ]\n}\n`;

const document = (application: Application, before: Application | undefined): string => {
  const { title, folder } = application;
  const sections = sectionsOf(application, (_, __, { file }) => `{ $ref: './schemas/${file}.avsc' }`);
  const alias = before && `${before.folder}${before.entities[0]?.title}Created`;
  return `asyncapi: 3.1.0
id: 'urn:made:${title}'
info: { title: ${title}, version: 1.0.0, description: Everything about ${folder}. }
servers:
  kafka: { $ref: '../types/servers.yaml#/kafka' }
channels:
${sections.channels}${alias === undefined ? '' : `  ${alias}: { $ref: '../${before?.folder}/asyncapi.yaml#/channels/${alias}' }\n`}operations:
${sections.operations}${alias === undefined ? '' : `  ${folder}Follows: { action: receive, summary: Keeps a list of them., channel: { $ref: '#/channels/${alias}' } }\n`}components:
  messages:
${sections.messages}`;
};

const flow = (application: Application, entity: Entity): string => {
  const { folder, namespace } = application;
  const create = messageOf(entity, 'create');
  const fields = recordOf(application, entity, create).fields.map(({ name }) => `        ${name}: \${ workflow.input.${name} }\n`);
  return `document: { dsl: '1.0.0', namespace: ${folder}, name: create-${folder}-${entity.name}, version: '1.0.0' }
evaluate: { language: cel }
schedule: { on: { one: { with: { type: ${create.name}, flowtype: create-${folder}-${entity.name} } } } }
do:
  - create:
      call: create${folder}${entity.title}
      with:
${fields.join('')}      then: end
output: { schema: { format: avro, document: ${namespace}.${messageOf(entity, 'reply').record} } }
`;
};
