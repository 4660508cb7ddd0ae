import { type App, newApp } from '../app.ts';
import { scalar } from '../contract/blocks.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { addRow } from '../service/service.ts';
import { capitalized, pluralOf, wordsOf } from '../text/words.ts';

export interface NewApp {
  /** `ez-invoice`, or `invoice` */
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly doc?: string | undefined;
}

/** Adds an application: its contract without a channel yet, and a service that starts. */
export const addApp = (scaffolding: Scaffolding, { name, doc }: NewApp): App => {
  const app = newApp(scaffolding.bundle, name);
  const { draft } = scaffolding;
  const { folder, title, source } = app;
  const description = doc ?? `${capitalized(wordsOf(pluralOf(folder)))} of a business unit.`;
  draft.create(app.document, documentText(app, description));
  draft.create(`contracts/${folder}/OWNERS`, `* @vyarna/${pluralOf(folder)}\n`);
  draft.create(`services/${folder}/package.json`, packageText(app));
  draft.create(`services/${folder}/README.md`, readmeText(app, description));
  for (const [file, text] of Object.entries(sourcesOf(app, description))) draft.create(`${source}/${file}`, text);
  draft.editOrTell(
    'contracts/README.md',
    (text) => addRow(text, 'folder', `| \`${folder}/\` | ${title}: ${lowerFirst(description).replace(/\.$/, '')} |`),
    `give ${folder}/ a row.`,
  );
  draft.editOrTell(
    'README.md',
    (text) => {
      const after = text.replace(/^(\| \[services\]\(services\/\) \| .*?) \|$/m, `$1, [${folder}](services/${folder}/README.md) |`);
      return after === text ? undefined : after;
    },
    `name services/${folder} among the services.`,
  );
  return app;
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const documentText = (
  { title }: App,
  description: string,
): string => `# yaml-language-server: $schema=../../tools/loader/schemas/asyncapi-vyarna.schema.json
asyncapi: 3.1.0
id: 'urn:vyarna:${title}'
info:
  title: ${title}
  version: 1.0.0
  description: ${scalar(description)}
servers:
  kafka: { $ref: '../types/servers.yaml#/kafka' }
`;

const packageText = ({ folder }: App): string => {
  const dependencies = Object.fromEntries(['generated', 'messaging', 'process'].map((name) => [`@vyarna/${name}`, '*']));
  return `${JSON.stringify({ name: `@vyarna/${folder}`, version: '0.0.0', private: true, type: 'module', dependencies }, null, 2)}\n`;
};

const readmeText = ({ title, folder, schema }: App, description: string): string => `# ${title}

${description} Its contract is \`contracts/${folder}\`; this folder holds what the contract cannot say.

| operation | what happens |
| --- | --- |

- The unit is the envelope's, never the payload's: what another unit has is answered as if it were not there.
- What a request changes, its audit record, its events and its answer are one transaction.
- PostgreSQL schema and role: \`${schema}\`. Migrations run at start where \`MIGRATION_DATABASE_URL\` is set.

\`src/main.ts\` starts it; one file for each operation in \`src/handlers/\`, one for each table in \`src/\`.

## Rules
Imports \`@vyarna/generated\`, libs and npm packages; never another service.

## Test
\`npx vitest run --project integration services/${folder}\` (handlers on real PostgreSQL).
`;

const sourcesOf = ({ title, folder, camel, pascal, schema }: App, description: string): Readonly<Record<string, string>> => ({
  'database.ts': `import type { Migration } from '@vyarna/process';

export type ${pascal}Database = Record<never, never>;

export const ${camel}Migrations: readonly Migration[] = [];
`,
  'main.ts': `import { runProgram } from '@vyarna/process';
import { start${pascal} } from './start-${folder}.ts';

await runProgram('${title}', start${pascal});
`,
  'register-handlers.ts': `import type { ${pascal}Service } from './service.ts';

/** One handler for each receive operation of the contract. */
export const registerHandlers = (service: ${pascal}Service): void => {
};
`,
  'service.ts': `import type { Service } from '@vyarna/messaging';
import type { ${pascal}Database } from './database.ts';

export type ${pascal}Service = Service<${pascal}Database>;
`,
  [`start-${folder}.ts`]: `import { fileURLToPath } from 'node:url';
import { type ServiceOptions, startService } from '@vyarna/messaging';
import type { Program } from '@vyarna/process';
import { type ${pascal}Database, ${camel}Migrations } from './database.ts';
import { registerHandlers } from './register-handlers.ts';

export const ${camel}Service: ServiceOptions<${pascal}Database> = {
  app: '${title}',
  schema: '${schema}',
  bundle: fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json')),
  migrations: ${camel}Migrations,
  register: registerHandlers,
};

/** ${title}: ${lowerFirst(description)} */
export const start${pascal} = (program: Program): Promise<void> => startService(program, ${camel}Service);
`,
  [`${folder}.it.test.ts`]: `import { startHandlers } from '@vyarna/messaging/testing';
import { expect, test } from 'vitest';
import { ${camel}Service } from './start-${folder}.ts';

test('${title} makes its tables, and has a handler for each operation that it receives', async () => {
  await expect(startHandlers(${camel}Service).then((runs) => runs.close())).resolves.toBeUndefined();
});
`,
});
