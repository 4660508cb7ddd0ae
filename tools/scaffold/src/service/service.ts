import type { App } from '../app.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { addImport, insertAtEnd } from '../text/insert-code.ts';

/** Whether the application has a service in this repository; a contract alone is none. */
export const hasService = ({ draft }: Scaffolding, app: App): boolean => draft.has(`services/${app.folder}/package.json`);

/** Where the versions of npm packages are taken from: a service uses what the library of messaging uses. */
const VERSIONS_OF = 'libs/messaging/package.json';

/** Adds to what a service's package depends on; packages of the workspace by their names, others in the version that is used already. */
export const ensureDependencies = ({ draft }: Scaffolding, app: App, names: readonly string[]): void =>
  draft.edit(`services/${app.folder}/package.json`, (text) => {
    const written = JSON.parse(text) as { readonly dependencies?: Readonly<Record<string, string>> };
    const missing = names.filter((name) => written.dependencies?.[name] === undefined);
    if (missing.length === 0) return text;
    const { dependencies: used = {} } = JSON.parse(draft.text(VERSIONS_OF) ?? '{}') as { readonly dependencies?: Readonly<Record<string, string>> };
    const added = Object.fromEntries(missing.map((name) => [name, name.startsWith('@vyarna/') ? '*' : (used[name] ?? '*')]));
    const dependencies = Object.fromEntries(Object.entries({ ...written.dependencies, ...added }).sort(([a], [b]) => (a < b ? -1 : 1)));
    return `${JSON.stringify({ ...written, dependencies }, null, 2)}\n`;
  });

/** Adds a handler: its file, its test, its place in `register-handlers.ts`, and its row in the service's README. */
export const addHandler = (scaffolding: Scaffolding, app: App, handler: Handler): void => {
  const { draft } = scaffolding;
  const { file, register, text, test, operation, what } = handler;
  draft.create(`${app.source}/handlers/${file}.ts`, text);
  draft.create(`${app.source}/handlers/${file}.it.test.ts`, test);
  draft.editOrTell(
    `${app.source}/register-handlers.ts`,
    (code) =>
      insertAtEnd(
        addImport(code, `import { ${register} } from './handlers/${file}.ts';`),
        /registerHandlers = \([^)]*\)[^=]*=> \{/,
        `  ${register}(service);`,
      ),
    `call ${register}(service), of ./handlers/${file}.ts, where handlers are registered.`,
  );
  draft.editOrTell(
    `services/${app.folder}/README.md`,
    (readme) => addRow(readme, 'operation', `| ${operation} | ${what} |`),
    `say what ${operation} does.`,
  );
};

export interface Handler {
  /** `create-invoice` */
  readonly file: string;
  /** The function that registers it. */
  readonly register: string;
  readonly text: string;
  readonly test: string;
  readonly operation: string;
  /** For the README. */
  readonly what: string;
}

/** Adds a row to the first table whose head begins with that word; undefined where there is none. */
export const addRow = (text: string, head: string, row: string): string | undefined => {
  const table = new RegExp(`^\\| ${head} \\|.*\\n\\|[ -|]+\\n(?:\\|.*\\n)*`, 'm').exec(text);
  if (table === null) return undefined;
  const end = table.index + table[0].length;
  return `${text.slice(0, end)}${row}\n${text.slice(end)}`;
};
