import type { App } from '../app.ts';
import type { Entity } from '../entity/entity.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { addImport } from '../text/insert-code.ts';
import { ensureDependencies, hasService } from './service.ts';

/** Lets a service refuse an entity that is not there, or that another unit has. */
export const ensureNotFound = (scaffolding: Scaffolding, app: App, { camel, idField, notFound, words }: Entity): void =>
  ensureRefusal(
    scaffolding,
    app,
    `${camel}NotFound`,
    `/** The same for what another unit has: nobody learns that it is there. */
export const ${camel}NotFound = (${idField}: string): Refusal => new Refusal('${notFound}', 'There is no such ${words}.', { ${idField} });
`,
  );

/** Lets a service refuse what a unique constraint refuses. */
export const ensureConflict = (scaffolding: Scaffolding, app: App): void =>
  ensureRefusal(
    scaffolding,
    app,
    'meaningOf',
    `/** What a broken unique constraint means to the caller; any other error as it is. */
export const meaningOf = (error: unknown): unknown =>
  brokenUniqueness(error) === undefined ? error : new Refusal('CONFLICT', 'There already is one with this id.');
`,
  );

const ensureRefusal = (scaffolding: Scaffolding, app: App, name: string, code: string): void => {
  if (!hasService(scaffolding, app)) return;
  const { draft } = scaffolding;
  const path = `${app.source}/refusals.ts`;
  if (!draft.has(path)) draft.create(path, '');
  draft.edit(path, (text) => {
    if (text.includes(`const ${name} =`)) return text;
    const refusing = addImport(text, "import { Refusal } from '@vyarna/contract';");
    const imported = code.includes('brokenUniqueness') ? addImport(refusing, "import { brokenUniqueness } from '@vyarna/process';") : refusing;
    return `${imported}\n${code}`;
  });
  ensureDependencies(scaffolding, app, ['@vyarna/contract', '@vyarna/process']);
};
