import { type ContractSet, camelCase, kebabCase, type LoadedOperation } from '@vyarna/loader';
import { type GeneratedFile, header, specifier } from './generated-file.ts';
import { operationDoc } from './operation-doc.ts';
import type { TypeModules } from './type-modules.ts';

const RUNTIME = '@vyarna/messaging/codegen/v1';

/**
 * One file for each operation that a service writes code for: what it handles (`requests/`, `consumers/`), what it sends (`producers/`)
 * and what it records (`snapshots/`). Replies are sent by the runtime; triggers and calls by the gateway and the flow manager, from data.
 */
export const emitOperations = (set: ContractSet, modules: TypeModules): readonly GeneratedFile[] =>
  set.operations.flatMap((operation) => emitOperation(set, modules, operation) ?? []);

const emitOperation = ({ bundle, errorReply }: ContractSet, modules: TypeModules, operation: LoadedOperation): GeneratedFile | undefined => {
  const { id, action, messages } = operation.model;
  const { reply } = operation;
  const { folder } = operation.document.app;
  const { kind, address } = operation.channel.model;
  const [message = ''] = messages;
  const payloadOf = (name: string): string => bundle.messages[name]?.payload ?? '';
  const common = { source: operation.place.file, doc: operationDoc(operation), modules };
  const file = (room: string, name: string): string => `${folder}/${room}/${kebabCase(name)}.gen.ts`;

  if (action === 'receive' && kind === 'request' && reply !== null) {
    const path = file('requests', id);
    const result = reply.messages.find(({ model }) => model.name !== errorReply)?.model.payload ?? '';
    return descriptor({ ...common, path, call: 'request', name: id, types: [payloadOf(message), result], values: [id] });
  }
  if (action === 'receive' && kind !== 'reply') {
    return descriptor({ ...common, path: file('consumers', id), call: 'event', name: id, types: [payloadOf(message)], values: [id] });
  }
  if (action === 'send' && kind === 'snapshot') {
    const entity = (address ?? '').replace(/^ztracking-/, '');
    const name = `${camelCase(entity)}Snapshot`;
    return descriptor({ ...common, path: file('snapshots', entity), call: 'snapshot', name, types: [payloadOf(message)], values: [id] });
  }
  if (action === 'send' && (kind === 'event' || kind === 'state')) {
    const path = file('producers', id);
    return descriptor({ ...common, path, call: 'producer', name: id, types: [payloadOf(message)], values: [id, message] });
  }
  return undefined;
};

interface Descriptor {
  readonly path: string;
  readonly source: string;
  readonly doc: string;
  readonly modules: TypeModules;
  /** The runtime's function. */
  readonly call: string;
  /** The constant exported. */
  readonly name: string;
  /** Full names of its type parameters. */
  readonly types: readonly string[];
  readonly values: readonly string[];
}

const descriptor = ({ path, source, doc, modules, call, name, types, values }: Descriptor): GeneratedFile => {
  const lines = [`import { ${call} } from '${RUNTIME}';`];
  const local = new Map<string, string>();
  for (const fullName of [...new Set(types)].sort()) {
    const found = modules.find(fullName);
    const taken = [...local.values()].includes(found.name) || found.name === name || found.name === call;
    const as = taken ? `${found.name}Payload` : found.name;
    local.set(fullName, as);
    lines.push(`import type { ${taken ? `${found.name} as ${as}` : as} } from '${specifier(path, found.module.path)}';`);
  }
  const parameters = types.map((fullName) => local.get(fullName)).join(', ');
  const args = values.map((value) => `'${value}'`).join(', ');
  return { path, text: `${header(source)}${lines.join('\n')}\n\n${doc}export const ${name} = ${call}<${parameters}>(${args});\n` };
};
