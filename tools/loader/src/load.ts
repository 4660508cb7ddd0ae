import type { NamedDefinition } from '@vyarna/avro';
import type { Bundle, JsonSchema } from '@vyarna/contract';
import { buildBundle } from './build-bundle.ts';
import { type Derived, derive } from './derive.ts';
import { type AppDocument, contractFolders, openDocuments, SHARED_FOLDER } from './documents.ts';
import { type Finding, sortFindings } from './finding.ts';
import { type LoadedChannel, type Loading, loadChannels } from './load-channels.ts';
import { loadErrors } from './load-errors.ts';
import { loadFlows } from './load-flows.ts';
import { Messages } from './load-messages.ts';
import { type LoadedOperation, loadOperations } from './load-operations.ts';
import { loadSchemas } from './load-schemas.ts';
import { loadRoutes } from './routes.ts';
import { Sources } from './sources.ts';

export interface LoadOptions {
  /** The repository: every file is named relative to it. */
  readonly root: string;
  /** Folders relative to `root`. */
  readonly contracts: string;
  readonly flows: string;
}

/** A contract set without findings: the bundle, and what stands behind it. */
export interface ContractSet {
  /** The folder of the contracts, relative to the repository. */
  readonly contracts: string;
  readonly bundle: Bundle;
  readonly documents: readonly AppDocument[];
  readonly definitions: readonly NamedDefinition[];
  /** The full name of the type that each schema file is about. */
  readonly typeOfFile: ReadonlyMap<string, string>;
  readonly channels: readonly LoadedChannel[];
  readonly operations: readonly LoadedOperation[];
  readonly derived: Derived;
  readonly errorsFile: string;
  /** The name of the shared message that says why a request was not carried out. */
  readonly errorReply: string | undefined;
  readonly sources: Sources;
}

export type Loaded = { readonly set: ContractSet; readonly findings: readonly [] } | { readonly set: null; readonly findings: readonly Finding[] };

/** Reads all contracts and flows into one model. With findings there is no model: what they point at may be missing from it. */
export const loadContracts = ({ root, contracts, flows: flowsFolder }: LoadOptions): Loaded => {
  const sources = new Sources(root);
  const folders = contractFolders(root, contracts);
  if (folders.length === 0) sources.report({ file: contracts, line: 1, column: 1 }, 'no-contracts', 'There is no contract in this folder.');
  const shared = (file: string): string => `${contracts}/${SHARED_FOLDER}/${file}`;
  const schemas = loadSchemas(sources, root, contracts, folders);
  const documents = openDocuments(sources, contracts, folders);
  const titles = new Map(documents.map(({ app }) => [app.folder, app.title]));
  const appOf = (file: string): string => {
    const folder = file.startsWith(`${contracts}/`) ? (file.slice(contracts.length + 1).split('/')[0] ?? '') : '';
    return titles.get(folder) ?? folder;
  };

  const envelope = folders.length === 0 ? undefined : sources.get(sources.open(shared('envelope.yaml')), 'message');
  if (folders.length > 0 && envelope === undefined) {
    sources.report(
      { file: shared('envelope.yaml'), line: 1, column: 1 },
      'missing-document',
      'There is no message trait "message" that describes the headers.',
    );
  }
  const messages = new Messages(sources, schemas, envelope);
  const sharedMessages = sources.open(shared('messages.yaml'));
  for (const [, place] of sources.entries(sharedMessages)) messages.load(place, appOf);
  const errorPlace = sources.member(sharedMessages, 'ErrorReply');
  const errorReply = errorPlace && messages.load(errorPlace, appOf)?.model.name;

  const loading: Loading = { sources, messages, types: schemas.types, appOf, errorReply };
  const channels = loadChannels(loading, documents);
  const operations = loadOperations(loading, documents, channels);
  const flows = loadFlows(root, flowsFolder, { loading, channels, operations });
  const routes = loadRoutes(loading, channels.all, operations, flows);
  const derived = derive(loading, channels.all, flows, routes);
  const stated = new Map(operations.map(({ model, place }) => [model.id, place]));
  for (const { model } of derived.operations) {
    const place = stated.get(model.id);
    if (place !== undefined)
      sources.report(place, 'duplicate-operation', `The id ${model.id} is that of an operation derived from ${model.derivedFrom}.`);
  }
  const errors = folders.length === 0 ? {} : loadErrors(sources, shared('errors.yaml'));

  const findings = causesOf(sortFindings(sources.findings));
  if (findings.length > 0) return { set: null, findings };
  const bundle = buildBundle({
    documents,
    channels: channels.all,
    messages: messages.all,
    operations,
    flows,
    routes,
    derived,
    definitions: schemas.definitions,
    errors,
    envelope: sources.value(sources.get(envelope, 'headers')) as JsonSchema,
  });
  const { definitions, typeOfFile } = schemas;
  const set = {
    contracts,
    bundle,
    documents,
    definitions,
    typeOfFile,
    channels: channels.all,
    operations,
    derived,
    errorsFile: shared('errors.yaml'),
    errorReply,
    sources,
  };
  return { set, findings: [] };
};

/** What mostly follows from a part that could not be read, and is only worth saying when every part could. */
const CONSEQUENCES = new Set(['no-flow-manager', 'no-gateway', 'receivers', 'uncallable', 'unknown-answer', 'unknown-trigger']);

/** Leaves out what follows from other findings: of a broken file all that may be missing from it, then what parts say of each other. */
const causesOf = (findings: readonly Finding[]): readonly Finding[] => {
  const broken = findings.filter(({ rule }) => rule === 'broken-yaml' || rule === 'BROKEN_JSON');
  if (broken.length > 0) return broken.filter(({ file }, index) => broken[index - 1]?.file !== file);
  const causes = findings.filter(({ rule }) => !CONSEQUENCES.has(rule));
  return causes.length > 0 ? causes : findings;
};
