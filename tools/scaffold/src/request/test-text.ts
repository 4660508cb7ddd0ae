import type { App } from '../app.ts';

export interface TestText {
  readonly app: App;
  /** More imports. */
  readonly imports?: readonly string[];
  /** Between the set-up and the tests. */
  readonly given?: string;
  readonly title: string;
  readonly tests: readonly { readonly title: string; readonly body: string }[];
}

/** A test of a handler on a real PostgreSQL, in which each test has a business unit of its own. */
export const testText = ({ app, imports = [], given = '', title, tests }: TestText): string => `${[
  "import { type HandlerRuns, startHandlers } from '@vyarna/messaging/testing';",
  "import { v7 as uuidV7 } from 'uuid';",
  "import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';",
  `import type { ${app.pascal}Database } from '../database.ts';`,
  `import { ${app.camel}Service } from '../start-${app.folder}.ts';`,
  ...imports,
].join('\n')}

let runs: HandlerRuns<${app.pascal}Database>;
let unit: { businessUnitId: string; operatorId: string };

beforeAll(async () => {
  runs = await startHandlers(${app.camel}Service);
});

afterAll(() => runs.close());

beforeEach(() => {
  unit = { businessUnitId: uuidV7(), operatorId: uuidV7() };
});
${given === '' ? '' : `\n${given}\n`}
describe('${title}', () => {
${tests.map((each) => `  test('${each.title}', async () => {\n${each.body.replaceAll(/^(?=.)/gm, '    ')}\n  });`).join('\n\n')}
});
`;
