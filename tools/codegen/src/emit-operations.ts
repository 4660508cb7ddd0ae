import { type ContractSet, kebabCase, type LoadedOperation } from '@vyarna/loader';
import { type Description, describeOperation, type MessageType } from './describe-operation.ts';
import { LINE_WIDTH } from './doc-comment.ts';
import { type GeneratedFile, header } from './generated-file.ts';
import { propertyKey, quoted } from './identifiers.ts';
import { importNames, referencesKey, sortedNames } from './imports.ts';
import { operationDoc } from './operation-doc.ts';
import { assignPaths, fileName } from './output-paths.ts';
import type { RenderCache } from './render-cache.ts';
import type { TypeModules } from './type-modules.ts';
import type { Mentioned } from './walk-types.ts';

const RUNTIME = '@vyarna/messaging/codegen/v1';

/** The type of what each function of the runtime makes. */
const DESCRIPTORS: Readonly<Record<Description['call'], string>> = {
  request: 'RequestDescriptor',
  client: 'ClientDescriptor',
  consumer: 'ConsumerDescriptor',
  producer: 'Producer',
  stateProducer: 'StateProducer',
  producers: 'Producers',
  snapshot: 'SnapshotDescriptor',
};

/**
 * One file for each operation that a service writes code for: what it handles (`requests/`, `consumers/`), what it calls (`clients/`) and sends
 * (`producers/`) and what it records (`snapshots/`). Replies are sent by the runtime; triggers and calls by the gateway and the flow manager, from data.
 */
export const emitOperations = (set: ContractSet, modules: TypeModules, cache: RenderCache): readonly GeneratedFile[] => {
  const planned = set.operations.flatMap((operation) => {
    const description = describeOperation(set, operation);
    if (description === undefined) return [];
    const { folder } = operation.document.app;
    return [{ operation, description, id: operation.model.id, stem: `${folder}/${description.room}/${fileName(kebabCase(description.name))}` }];
  });
  const stems = assignPaths(planned);
  return planned.map(({ operation, description, id }) => {
    const path = `${stems.get(id)}.gen.ts`;
    const mentioned = mentionedBy(description);
    const { place, summary, channel } = operation;
    // The bundle's are the same ones for as long as the operation and the channel say the same.
    const said = [set.bundle.operations[id], set.bundle.channels[channel.model.key]];
    const key = [place.file, summary, ...said, JSON.stringify(description), referencesKey(mentioned, modules)];
    return { path, text: cache.text(path, key, () => operationText(path, operation, description, mentioned, modules)) };
  });
};

const mentionedBy = (description: Description): Mentioned => {
  const messages = 'requests' in description ? [...description.requests, ...description.replies] : description.messages;
  return { names: new Set(messages.flatMap(({ payload }) => payload ?? [])), forms: new Set<never>(), tagged: false };
};

const operationText = (path: string, operation: LoadedOperation, description: Description, mentioned: Mentioned, modules: TypeModules): string => {
  const { call } = description;
  const runtime = [call, `type ${DESCRIPTORS[call]}`, ...(call === 'consumer' ? ['type Envelope'] : [])];
  const imported = runtime.map((name) => name.replace('type ', ''));
  const constant = imported.includes(description.constant) ? `${description.constant}Operation` : description.constant;
  const names = importNames(path, [constant, ...imported], mentioned, modules);
  const parameters = typeArguments(description, names);
  const text = [
    `import { ${sortedNames(runtime).join(', ')} } from '${RUNTIME}';`,
    names.text(),
    '',
    operationDoc(operation) + declaration(constant, description, parameters),
  ];
  return `${header(operation.place.file)}${text.join('\n')}\n`;
};

type Names = Pick<ReturnType<typeof importNames>, 'type' | 'init'>;

const typeArguments = (description: Description, names: Names): readonly string[] => {
  const union = (messages: readonly MessageType[], write: (payload: string | null) => string): string =>
    [...new Set(messages.map(({ payload }) => write(payload)))].join(' | ') || 'never';
  const value = (payload: string | null): string => (payload === null ? 'unknown' : names.type(payload));
  const init = (payload: string | null): string => (payload === null ? 'unknown' : names.init(payload));
  if ('requests' in description) {
    const { requests, replies } = description;
    return [union(requests, value), union(replies, value), union(requests, init), union(replies, init)];
  }
  const { call, messages } = description;
  switch (call) {
    case 'consumer':
      return [messages.map(({ name, payload }) => `Envelope<${value(payload)}, ${quoted(name)}>`).join(' | ') || 'never'];
    case 'snapshot':
      return [union(messages, value)];
    case 'producers':
      return [`{ ${messages.map(({ name, payload }) => `readonly ${propertyKey(name)}: ${init(payload)}`).join('; ')} }`];
    default:
      return [union(messages, init)];
  }
};

/** With its type stated, so that the types of each file can be told from it alone (`isolatedDeclarations`); laid out as the formatter would. */
const declaration = (constant: string, { call, values }: Description, parameters: readonly string[]): string => {
  const [descriptor, args] = [DESCRIPTORS[call], values.map(quoted)];
  const value = `${call}(${args.join(', ')})`;
  const head = `export const ${constant}: ${descriptor}<${parameters.join(', ')}> =`;
  const fits = (line: string): boolean => line.length <= LINE_WIDTH;
  if (fits(`${head} ${value};`)) return `${head} ${value};`;
  if (fits(head) && args.length > 1 && fits(`${head} ${call}(`)) return `${head} ${call}(\n${args.map((arg) => `  ${arg},\n`).join('')});`;
  if (fits(head) || SIMPLE.has(call)) return `${head}\n  ${value};`;
  const start = `export const ${constant}: ${descriptor}<`;
  if (call === 'producers')
    return `${start}${parameters.map((object) => `{\n  ${object.slice(2, -2).replaceAll('; ', ';\n  ')};\n}`).join('')}> = ${value};`;
  const lines = parameters.map((parameter) => (fits(`  ${parameter}`) ? `  ${parameter}` : `  | ${parameter.replaceAll(' | ', '\n  | ')}`));
  return `${start}\n${lines.join(',\n')}\n> = ${value};`;
};

/** Those whose type has one name as its parameter, which cannot be broken. */
const SIMPLE: ReadonlySet<string> = new Set(['producer', 'stateProducer', 'snapshot']);
