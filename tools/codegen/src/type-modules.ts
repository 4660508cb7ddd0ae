import type { AvroType, NamedType } from '@vyarna/avro';
import type { JsonSchema } from '@vyarna/contract';
import { type ContractSet, type LoadedMessage, pascalCase } from '@vyarna/loader';
import { type ExportedName, exportedNames } from './exported-names.ts';
import { isReserved } from './identifiers.ts';
import { assignPaths } from './output-paths.ts';
import type { RenderCache } from './render-cache.ts';
import { inRoom, schemaStem } from './schema-stems.ts';
import { type Mentioned, mentionedIn } from './walk-types.ts';

/** The module of one schema. */
type TypeModule = AvroModule | JsonModule;

interface Module {
  readonly path: string;
  readonly schemaPath: string;
  /** The file that says it. */
  readonly source: string;
}

export interface AvroModule extends Module {
  readonly format: 'avro';
  readonly root: AvroType;
  /** The types that the schema defines. */
  readonly types: readonly NamedType[];
  readonly mentioned: Mentioned;
  readonly names: ReadonlyMap<string, ExportedName>;
  /** What a root without a name of its own is called; null where it has one. */
  readonly rootName: ExportedName | null;
}

export interface JsonModule extends Module {
  readonly format: 'json';
  readonly schema: JsonSchema;
  readonly rootName: string;
}

/** Where a type is defined and what it is called there. */
interface Definition extends ExportedName {
  readonly module: TypeModule;
  /** Whether it has another form as it may be given. */
  readonly hasInit: boolean;
}

export interface TypeModules {
  readonly all: readonly TypeModule[];
  /** By a full name, or the name of a payload. */
  find(name: string): Definition;
}

/** A schema for which a module is made, before there are paths. */
interface Planned {
  readonly id: string;
  /** The full name of its root, or the name of the payload. */
  readonly name: string;
  readonly make: (module: Module, cache: RenderCache) => Defining;
}

/** A module, and what it defines by full name, or the name of a payload. */
interface Defining {
  readonly module: TypeModule;
  readonly definitions: readonly (readonly [name: string, definition: Definition])[];
}

/** Plans one module for each schema: of a file, inside a document, and of headers. */
export const planTypeModules = (set: ContractSet, cache: RenderCache): TypeModules => {
  const planned = [...planAvro(set), ...planJson(set)];
  const stems = assignPaths(planned.map(({ id, name }) => ({ id, stem: schemaStem(set, id, shortOf(name)) })));
  const found = new Map<string, Definition>();
  const all = planned.map(({ id, make }) => {
    const stem = stems.get(id) ?? '';
    const planned: Module = {
      path: `${inRoom(stem, 'types')}.gen.ts`,
      schemaPath: `${inRoom(stem, 'schemas')}.schema.json`,
      source: id.split('#')[0] ?? '',
    };
    const { module, definitions } = make(planned, cache);
    for (const [name, definition] of definitions) found.set(name, definition);
    return module;
  });
  return {
    all,
    find(name) {
      const at = found.get(name);
      if (at === undefined) throw new Error(`No generated module defines ${name}.`);
      return at;
    },
  };
};

/** `Order` of the payload `shop/Order`. */
const shortOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const planAvro = ({ definitions, roots, messages }: ContractSet): readonly Planned[] => {
  const payloads = new Map(messages.flatMap(({ payload }) => (payload?.format === 'avro' ? [[payload.id, payload.name] as const] : [])));
  const byId = Map.groupBy(definitions, ({ id }) => id);
  const ids = [...new Set([...byId.keys(), ...payloads.keys()])].sort();
  return ids.flatMap((id): readonly Planned[] => {
    const root = roots.get(id);
    const types = (byId.get(id) ?? []).map(({ type }) => type);
    // A payload that is but the name of a type defined elsewhere has nothing of its own.
    if (root === undefined || (root.kind === 'reference' && types.length === 0)) return [];
    const payload = root.kind === 'reference' ? undefined : payloads.get(id);
    const name = root.kind === 'reference' ? root.name : (payload ?? types[0]?.name ?? id);
    const make: Planned['make'] = (module, cache) => {
      const key = [module.path, module.schemaPath, root, payload, ...types];
      return cache.value(`module ${id}`, key, () => avroModule(module, root, types, payload));
    };
    return [{ id, name, make }];
  });
};

const avroModule = (place: Module, root: AvroType, types: readonly NamedType[], payload: string | undefined): Defining => {
  const { names, rootName } = exportedNames(types, root.kind === 'reference' ? root.name : undefined, payload && shortOf(payload));
  const module: AvroModule = { ...place, format: 'avro', root, types, mentioned: mentionedIn([root, ...types]), names, rootName };
  const definitions = types.map(({ name, kind }) => [name, { ...(names.get(name) as ExportedName), hasInit: kind === 'record', module }] as const);
  const own = payload === undefined || rootName === null ? [] : [[payload, { ...rootName, hasInit: true, module }] as const];
  return { module, definitions: [...definitions, ...own] };
};

const planJson = ({ messages }: ContractSet): readonly Planned[] => {
  const planned = new Map<string, Planned>();
  const plan = (id: string, name: string, schema: JsonSchema): void => {
    const short = shortOf(name);
    const type = isReserved(short) ? `${pascalCase(short)}Type` : short;
    const make: Planned['make'] = (place) => {
      const module: JsonModule = { ...place, format: 'json', schema, rootName: type };
      return { module, definitions: [[name, { type, init: type, hasInit: false, module }]] };
    };
    if (!planned.has(id)) planned.set(id, { id, name, make });
  };
  for (const message of messages) {
    const { payload, headers } = message;
    if (payload?.format === 'json') plan(payload.id, payload.name, payload.schema);
    if (headers !== null) plan(`${headers.place.file}#${headers.place.pointer}`, headersName(message), headers.schema);
  }
  return [...planned.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** After the message or trait that describes them: `OrderPlacedHeaders`. */
const headersName = ({ headers }: LoadedMessage): string => {
  const parts = headers?.place.pointer.split('/').filter((part) => part !== 'headers' && part !== 'schema') ?? [];
  const name = pascalCase((parts.at(-1) ?? 'message').replaceAll(/~[01]/g, '-'));
  return name.endsWith('Headers') ? name : `${/^\d/.test(name) ? 'Message' : ''}${name}Headers`;
};
