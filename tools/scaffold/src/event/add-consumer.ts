import { pascalCase } from '@vyarna/loader';
import { type App, findApp } from '../app.ts';
import { receiveBlock } from '../contract/blocks.ts';
import { plainLiteral } from '../fields/literal.ts';
import { sampleRecord } from '../fields/sample.ts';
import type { NextStep } from '../next-step.ts';
import { testText } from '../request/test-text.ts';
import { addOperation, ensureMember, lookupIn, type Scaffolding } from '../scaffolding.ts';
import { addHandler, ensureDependencies, hasService } from '../service/service.ts';
import type { EventName } from './event-name.ts';
import type { EventPayload } from './payload.ts';

interface Told {
  readonly payload: EventPayload;
  /** What it tells, in a sentence. */
  readonly told: string;
}

/** Lets an application receive another one's event: the channel's alias, the operation, a handler to fill and its test. */
export const addConsumer = (
  scaffolding: Scaffolding,
  producer: App,
  name: EventName,
  { payload, told }: Told,
  consumer: string,
): readonly NextStep[] => {
  const app = findApp(scaffolding.bundle, consumer);
  const { camel, pascal, kebab } = name;
  const operation = scaffolding.operations.has(`on${pascal}`) ? `${app.camel}On${pascal}` : `on${pascal}`;
  const does = `Reacts when told: ${told}`;
  if (app.title !== producer.title) {
    ensureMember(scaffolding, app.document, ['channels'], camel, `${camel}: { $ref: '../${producer.folder}/asyncapi.yaml#/channels/${camel}' }`);
  }
  addOperation(scaffolding, app, operation, receiveBlock({ id: operation, summary: does, channel: camel, app: app.title }));
  if (!hasService(scaffolding, app)) {
    scaffolding.draft.tell(`services/${app.folder}: there is none, so ${operation} has no handler yet.`);
    return [];
  }
  const file = operation === `on${pascal}` ? `on-${kebab}` : `${app.folder}-on-${kebab}`;
  const schema = pascalCase(payload.schema);
  addHandler(scaffolding, app, {
    file,
    register: `register${pascalCase(operation)}`,
    text: handlerText({ app, producer, operation, file, record: schema, schema: payload.schema }),
    test: testText({
      app,
      title: `when ${name.address} arrives`,
      tests: [
        {
          title: 'it is set aside as long as the reaction is not written',
          body: `await expect(runs.run('${operation}', ${plainLiteral(sampleRecord(payload.fields, lookupIn(scaffolding)))}, unit)).rejects.toThrow('is not written yet');`,
        },
      ],
    }),
    operation,
    what: 'not written yet: each one becomes a dead letter',
  });
  ensureDependencies(scaffolding, app, ['kysely', 'uuid']);
  return [{ open: `${app.source}/handlers/${file}.ts`, why: `say what ${app.title} does then: until it does, each event becomes a dead letter` }];
};

interface HandlerNames {
  readonly app: App;
  readonly producer: App;
  readonly operation: string;
  readonly file: string;
  readonly record: string;
  readonly schema: string;
}

const handlerText = ({
  app,
  producer,
  operation,
  file,
  record,
  schema,
}: HandlerNames): string => `import { ${operation} } from '@vyarna/generated/${app.folder}/consumers/${file}.gen.ts';
import type { ${record} } from '@vyarna/generated/${producer.folder}/types/${schema}.gen.ts';
import type { Envelope } from '@vyarna/messaging';
import type { Transaction } from 'kysely';
import type { ${app.pascal}Database } from '../database.ts';
import type { ${app.pascal}Service } from '../service.ts';

/**
 * What ${app.title} does then: write it here. It may run again for the same event, with its effects undone before. Until it is written, each
 * event is set aside as a dead letter, from which it can be handled later.
 */
const react = async (_message: Envelope<${record}>, _db: Transaction<${app.pascal}Database>): Promise<void> => {
  throw new Error('The reaction to this event is not written yet.');
};

export const register${pascalCase(operation)} = ({ messaging }: ${app.pascal}Service): void =>
  messaging.on(${operation}, async (message, { db }) => {
    await react(message, db);
    return undefined;
  });
`;
