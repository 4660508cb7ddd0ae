import type { AvroJson, Bundle } from '@vyarna/contract';
import type { App } from './app.ts';
import { Draft, type ReadFile } from './draft.ts';
import type { AvroField } from './fields/avro-field.ts';
import { ScaffoldError } from './scaffold-error.ts';
import { flowYaml } from './text/inline-yaml.ts';
import { insertYaml, type Order } from './text/insert-yaml.ts';

/** What every scaffold works with: the contracts as they are, and the files as they are to be. */
export interface Scaffolding {
  readonly bundle: Bundle;
  readonly draft: Draft;
  /** Types that the draft adds, by full name. */
  readonly added: Map<string, AvroJson>;
  /** Ids of operations that are taken, in the contracts or by the draft. */
  readonly operations: Set<string>;
}

export const createScaffolding = (bundle: Bundle, read: ReadFile): Scaffolding => ({
  bundle,
  draft: new Draft(read),
  added: new Map(),
  // Where applications use the same id, the bundle has the folder before it.
  operations: new Set(Object.keys(bundle.operations).map((id) => id.slice(id.lastIndexOf('/') + 1))),
});

/** Adds an operation of an application, by its block of YAML. Throws EXISTS where the id is taken, by whatever application. */
export const addOperation = (scaffolding: Scaffolding, app: App, id: string, block: string): void => {
  if (scaffolding.operations.has(id)) throw new ScaffoldError('EXISTS', `There is an operation ${id} already; ids are unique over all applications.`);
  addMember(scaffolding, app.document, ['operations'], id, block);
  scaffolding.operations.add(id);
};

const ERRORS_FILE = 'contracts/types/errors.yaml';

/** Adds a member to a mapping of a YAML file. Throws EXISTS where it is there. */
export const addMember = ({ draft }: Scaffolding, file: string, path: readonly string[], key: string, block: string, order?: Order): void =>
  draft.edit(file, (text) => {
    const after = insertYaml(text, path, key, block, order);
    if (after === undefined) throw new ScaffoldError('EXISTS', `${[...path, key].join('.')} is there already, in ${file}.`);
    return after;
  });

/** As `addMember`, where it is no matter if the member is there already. */
export const ensureMember = ({ draft }: Scaffolding, file: string, path: readonly string[], key: string, block: string, order?: Order): void =>
  draft.edit(file, (text) => insertYaml(text, path, key, block, order) ?? text);

/** Adds an error code to the catalogue, unless it is there. */
export const ensureError = (scaffolding: Scaffolding, code: string, status: number, title: string): void =>
  ensureMember(scaffolding, ERRORS_FILE, [], code, `${code}: ${flowYaml({ status, title })}`, 'sorted');

/** The fields of a record of the contracts. Throws MISSING where there is no such record. */
export const fieldsOf = ({ bundle }: Scaffolding, record: string): readonly AvroField[] => {
  const schema = bundle.types[record]?.schema as { readonly fields?: readonly AvroField[] } | undefined;
  if (schema?.fields === undefined) throw new ScaffoldError('MISSING', `There is no record ${record}.`);
  return schema.fields;
};

/** The header that says where a request is answered, by its contract. */
export const replyHeaderOf = ({ bundle }: Scaffolding): string => {
  const { properties = {} } = bundle.envelope as { readonly properties?: object };
  const header = Object.keys(properties).find((name) => name.endsWith('replyto'));
  if (header === undefined) throw new ScaffoldError('MISSING', 'The envelope in contracts/types has no header that says where to answer.');
  return header;
};

/** Looks a named type up in the contracts as they are to be. */
export const lookupIn =
  ({ bundle, added }: Scaffolding) =>
  (fullName: string): AvroJson | undefined =>
    added.get(fullName) ?? bundle.types[fullName]?.schema;
