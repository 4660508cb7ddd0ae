import type { AvroType, NamedDefinition, NamedType, SchemaCache } from '@vyarna/avro';
import type { Bundle, ErrorModel, JsonSchema } from '@vyarna/contract';
import { buildBundle, type Parts } from './build-bundle.ts';
import { causesOf } from './causes.ts';
import { collectMessages } from './collect-messages.ts';
import { type ContractFiles, listContractFiles } from './contract-files.ts';
import { Derivations } from './derivations.ts';
import { type Derived, derive } from './derive.ts';
import { type AppDocument, type Ownership, openDocuments, ownershipOf, SHARED_FOLDER } from './documents.ts';
import { type Finding, sortFindings } from './finding.ts';
import { flowContracts } from './flow-contracts.ts';
import { jsonSchemaAt } from './json-schema-at.ts';
import { type LoadedChannel, type Loading, loadChannels } from './load-channels.ts';
import { loadErrors } from './load-errors.ts';
import { type LoadedFlow, loadFlows } from './load-flows.ts';
import { draftMessages, finishMessages, type LoadedMessage } from './load-messages.ts';
import { type LoadedOperation, loadOperations } from './load-operations.ts';
import { loadSchemas } from './load-schemas.ts';
import { conflictsIn } from './merge-conflicts.ts';
import { type LoadedRoute, loadRoutes } from './routes.ts';
import { type SourceCache, Sources } from './sources.ts';

export interface LoadOptions {
  /** The repository: every file is named relative to it. */
  readonly root: string;
  /** Folders relative to `root`. */
  readonly contracts: string;
  readonly flows: string;
}

/** What is kept between loads of the same folders, so that a further one reads anew only what changed. */
export class LoadCache {
  readonly sources: SourceCache = new Map();
  readonly schemas: SchemaCache = new Map();
  /** Of the last load; undefined before the first. */
  derivations: Derivations | undefined;
  /** The last one that was asked for. */
  bundle: Bundle | undefined;
}

/** A contract set that could be read: the bundle, and what stands behind it. */
export interface ContractSet extends Ownership {
  readonly root: string;
  /** The folder of the contracts, relative to the repository. */
  readonly contracts: string;
  /** Made when it is first asked for: to hash it takes a tenth of the time of reading the contracts. */
  readonly bundle: Bundle;
  /** JSON Schema of the headers that all messages on a bus carry. */
  readonly envelope: JsonSchema;
  readonly documents: readonly AppDocument[];
  readonly types: ReadonlyMap<string, NamedType>;
  readonly definitions: readonly NamedDefinition[];
  /** What each Avro schema says, by its id: a file, or `file#/json/pointer`. */
  readonly roots: ReadonlyMap<string, AvroType>;
  /** The full name of the type that each schema file is about. */
  readonly typeOfFile: ReadonlyMap<string, string>;
  readonly messages: readonly LoadedMessage[];
  readonly channels: readonly LoadedChannel[];
  readonly operations: readonly LoadedOperation[];
  readonly flows: readonly LoadedFlow[];
  readonly routes: readonly LoadedRoute[];
  readonly derived: Derived;
  readonly errors: { readonly [code: string]: ErrorModel };
  /** The catalogue of error codes, whether there is one or not. */
  readonly errorsFile: string;
  /** The name of the shared message that says why a request was not carried out. */
  readonly errorReply: string | undefined;
  readonly sources: Sources;
}

export interface Loaded {
  /** Null where a finding is an error: what that points at is missing from the model. */
  readonly set: ContractSet | null;
  /** Errors and warnings, by file and place. */
  readonly findings: readonly Finding[];
  /**
   * All that was read: what is loaded follows from these files, from the listings, and from what lies in the contracts' folder, and from nothing else.
   * A file that was looked for in vain has no text.
   */
  readonly read: Pick<Sources, 'texts' | 'listings'> & Pick<ContractFiles, 'links'>;
}

/** Reads all AsyncAPI documents, Avro schemas and flows below a folder into one model. */
export const loadContracts = ({ root, contracts, flows: flowsFolder }: LoadOptions, cache?: LoadCache): Loaded => {
  // Most loads are alone, and to watch one takes time and memory: that begins where a second one shows that there are more.
  const derivations = cache?.derivations && new Derivations(cache.derivations);
  const sources = new Sources(root, cache?.sources, derivations);
  const files = listContractFiles(root, contracts);
  const documents = openDocuments(sources, contracts, files.documents);
  if (documents.length === 0 && files.avro.length === 0 && sources.findings.length === 0) {
    const hint = 'A contract is an AsyncAPI 3 document, or a schema in a .avsc file.';
    sources.report({ file: contracts, line: 1, column: 1 }, 'NO_CONTRACTS', 'There is no contract in this folder.', hint);
  }
  const shared = (file: string): string => `${contracts}/${SHARED_FOLDER}/${file}`;
  const ownership = ownershipOf(contracts, documents);

  const drafts = draftMessages(sources, ownership, collectMessages(sources, documents, contracts));
  const { types, definitions, roots, typeOfFile } = loadSchemas(
    sources,
    files.avro,
    drafts.flatMap(({ payload }) => payload ?? []),
    cache?.schemas,
  );
  const envelope = sources.get(sources.open(shared('envelope.yaml')), 'message');
  const messages = finishMessages(sources, drafts, roots, envelope);
  const errorReply = messages.at(sources.member(sources.open(shared('messages.yaml')), 'ErrorReply'))?.model.name;
  const loading: Loading = { ...ownership, sources, messages, types, errorReply };
  const channels = loadChannels(loading, documents);
  const operations = loadOperations(loading, documents, channels);
  const errors = loadErrors(sources, shared('errors.yaml'));
  const errorCodes = sources.entries(sources.open(shared('errors.yaml'))).map(([code]) => code);
  const seenByFlows = flowContracts({ messages, operations, definitions, errorReply, errors, errorCodes });
  const flows = loadFlows(flowsFolder, { loading, channels, operations, contracts: seenByFlows });
  const routes = loadRoutes(loading, channels.all, operations, flows);
  const derived = derive(loading, channels.all, flows, routes);
  const stated = new Map(operations.map(({ model, place }) => [model.id, place]));
  for (const { model } of derived.operations) {
    const place = stated.get(model.id);
    if (place !== undefined)
      sources.report(place, 'DUPLICATE_OPERATION', `The id ${model.id} is that of an operation derived from ${model.derivedFrom}.`);
  }

  if (cache !== undefined) cache.derivations = derivations ?? new Derivations();

  const read = { texts: sources.texts, listings: sources.listings, links: files.links };
  const conflicts = conflictsIn(sources.texts);
  const conflicted = new Set(conflicts.map(({ file }) => file));
  const found = [...conflicts, ...sources.findings.filter(({ file }) => !conflicted.has(file))];
  const findings = causesOf(sortFindings(found), (file) => sources.isBroken(file) || conflicted.has(file));
  if (findings.some(({ severity }) => severity === 'error')) return { set: null, findings, read };
  const parts: Parts = {
    documents,
    channels: channels.all,
    messages: messages.all,
    operations,
    flows,
    routes,
    derived,
    definitions,
    errors,
    envelope: envelope === undefined ? {} : jsonSchemaAt(sources, sources.member(envelope, 'headers') ?? envelope),
  };
  let bundle: Bundle | undefined;
  const set: ContractSet = {
    ...ownership,
    root,
    contracts,
    ...parts,
    get bundle() {
      if (bundle === undefined) {
        bundle = buildBundle(parts, cache?.bundle);
        if (cache !== undefined) cache.bundle = bundle;
      }
      return bundle;
    },
    types,
    roots,
    typeOfFile,
    errorsFile: shared('errors.yaml'),
    errorReply,
    sources,
  };
  return { set, findings, read };
};
