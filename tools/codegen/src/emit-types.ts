import type { AvroType, NamedType, RecordType } from '@vyarna/avro';
import { pascalCase } from '@vyarna/loader';
import { type GeneratedFile, header, specifier } from './generated-file.ts';
import { renderTypes } from './render-types.ts';
import type { TypeModule, TypeModules } from './type-modules.ts';

/** One module of types for each schema file. */
export const emitTypes = (modules: TypeModules): Promise<readonly GeneratedFile[]> =>
  Promise.all(modules.all.map((module) => emitModule(module, modules)));

const emitModule = async (module: TypeModule, modules: TypeModules): Promise<GeneratedFile> => {
  const imports = new Imports(module, modules);
  const declarations = await renderTypes(module.types, imports);
  const inits = module.types.flatMap((type) => (type.kind === 'record' ? initOf(type, imports.type(type.name)) : []));
  const blocks = [imports.text(), ...declarations, ...inits].filter((block) => block !== '');
  return { path: module.path, text: `${header(module.source)}${blocks.join('\n\n')}\n` };
};

/** What a maker of the record may leave out: the encoder fills in the defaults. */
const initOf = (type: RecordType, name: string): readonly string[] => {
  const optional = type.fields.filter((field) => field.default !== undefined).map((field) => JSON.stringify(field.name));
  if (optional.length === 0) return [];
  const keys = optional.join(' | ');
  return [
    `/** \`${name}\` as it may be given: fields with a default may be left out. */\nexport type ${name}Init = Omit<${name}, ${keys}> & Partial<Pick<${name}, ${keys}>>;`,
  ];
};

/** Gives every type and brand a name that is free in the module, and writes the imports for those from elsewhere. */
class Imports {
  readonly #module: TypeModule;
  readonly #modules: TypeModules;
  readonly #taken: Set<string>;
  readonly #types = new Map<string, { readonly local: string; readonly exported: string; readonly path: string }>();
  readonly #brands = new Map<string, string>();

  constructor(module: TypeModule, modules: TypeModules) {
    this.#module = module;
    this.#modules = modules;
    this.#taken = new Set(module.types.flatMap(({ name }) => [modules.find(name).name, `${modules.find(name).name}Init`]));
    // Imported in the order of names, so that what is renamed does not depend on the order of fields.
    for (const name of [...new Set(module.types.flatMap(referencesOf))].sort()) this.type(name);
  }

  type(fullName: string): string {
    const { module, name } = this.#modules.find(fullName);
    if (module === this.#module) return name;
    const known = this.#types.get(fullName);
    if (known !== undefined) return known.local;
    const local = this.#free(name, pascalCase(fullName));
    this.#types.set(fullName, { local, exported: name, path: module.path });
    return local;
  }

  brand(brand: string): string {
    const known = this.#brands.get(brand);
    if (known !== undefined) return known;
    const local = this.#free(brand, `${brand}Text`);
    this.#brands.set(brand, local);
    return local;
  }

  text(): string {
    const named = (exported: string, local: string): string => (exported === local ? exported : `${exported} as ${local}`);
    const brands = [...this.#brands].sort().map(([brand, local]) => named(brand, local));
    const lines = brands.length === 0 ? [] : [`import type { ${brands.join(', ')} } from '@vyarna/contract';`];
    const byPath = Map.groupBy(this.#types.values(), ({ path }) => path);
    for (const [path, types] of [...byPath].sort()) {
      const names = types.map(({ exported, local }) => named(exported, local)).sort();
      lines.push(`import type { ${names.join(', ')} } from '${specifier(this.#module.path, path)}';`);
    }
    return lines.join('\n');
  }

  #free(name: string, otherwise: string): string {
    let free = this.#taken.has(name) ? otherwise : name;
    while (this.#taken.has(free)) free = `${free}_`;
    this.#taken.add(free);
    return free;
  }
}

const referencesOf = (type: NamedType): readonly string[] => (type.kind === 'record' ? type.fields.flatMap((field) => referencesIn(field.type)) : []);

const referencesIn = (type: AvroType): readonly string[] => {
  switch (type.kind) {
    case 'reference':
      return [type.name];
    case 'array':
      return referencesIn(type.items);
    case 'map':
      return referencesIn(type.values);
    case 'union':
      return type.options.flatMap(referencesIn);
    case 'scalar':
      return [];
  }
};
