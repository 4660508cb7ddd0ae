import { basename } from 'node:path/posix';
import { kebabCase } from '@vyarna/loader';
import { inFile, type Rule } from '../rule.ts';

const lastOf = (folder: string): string => folder.split('/').at(-1) ?? '';

const fileName: Rule = {
  id: 'SCHEMA_FILE_NAME',
  level: 'STANDARD',
  theme: 'FILES',
  severity: 'error',
  why: 'Whoever looks for a type looks for a file of its name.',
  hint: 'Rename the file, and the $refs to it.',
  type({ type: { name, shortName, position }, file }, { set }, report) {
    if (set.typeOfFile.get(file) !== name) return;
    const wanted = `${kebabCase(shortName)}.avsc`;
    if (basename(file) !== wanted) report(inFile(file, position), `The file of ${name} must be called ${wanted}.`);
  },
};

const unnamed: Rule = {
  id: 'SCHEMA_FILE_WITHOUT_TYPE',
  level: 'STANDARD',
  theme: 'FILES',
  severity: 'error',
  why: 'Only a named type can be referred to from other files, registered and released.',
  hint: 'Write one record, enum or fixed to a file.',
  set({ set }, report) {
    for (const [id, root] of set.roots) {
      if (root.kind === 'reference' || id.includes('#') || !id.endsWith('.avsc')) continue;
      report(inFile(id, root.position), 'A schema file must define a named type.');
    }
  },
};

const namespace: Rule = {
  id: 'NAMESPACE_FITS_APP',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'The namespace says whose a type is, wherever its name appears.',
  hint: 'End the namespace with the name of the folder, without hyphens.',
  type({ type: { name, namespace: given, position }, file }, { set }, report) {
    const folder = lastOf(set.folderOf(file));
    const wanted = folder.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
    if (wanted === '' || given.toLowerCase().split('.').includes(wanted)) return;
    const where = given === '' ? 'has no namespace' : `is in the namespace ${given}`;
    report(inFile(file, position), `${name} ${where}, but belongs to ${folder}.`);
  },
};

const folder: Rule = {
  id: 'FOLDER_FITS_TITLE',
  level: 'STANDARD',
  theme: 'FILES',
  severity: 'error',
  why: 'The command line, the generated folders and people find an application by either name.',
  hint: 'Name the folder as info.title, without "ez-".',
  document(document, model, report) {
    const { app, file, root } = document;
    const { set, sources } = model;
    const title = model.titleOf(document);
    // Of two documents of one title DUPLICATE_APP is said.
    if (set.documents.some((other) => other !== document && model.titleOf(other) === title)) return;
    const at = sources.get(root, 'info', 'title') ?? root;
    const wanted = title.replace(/^ez-/, '');
    if (lastOf(app.folder) === wanted || file === `${set.contracts}/${basename(file)}`) return;
    report(at, `The document of ${title} must lie in a folder ${wanted}, not ${lastOf(app.folder)}.`);
  },
};

export const fileRules: readonly Rule[] = [fileName, unnamed, namespace, folder];
