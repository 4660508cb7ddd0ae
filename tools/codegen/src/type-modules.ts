import type { NamedDefinition, NamedType } from '@vyarna/avro';
import { type ContractSet, kebabCase, pascalCase } from '@vyarna/loader';

/** The module of one schema file: its root type and the types defined inside it. */
export interface TypeModule {
  readonly path: string;
  readonly schemaPath: string;
  readonly source: string;
  /** The root's full name. */
  readonly root: string;
  readonly types: readonly NamedType[];
}

export interface TypeModules {
  readonly all: readonly TypeModule[];
  /** The module that defines a type, and what the type is called there. */
  find(fullName: string): { readonly module: TypeModule; readonly name: string };
}

/** Names that TypeScript or a generated module has a use for; a type called so is exported under its full name. */
const RESERVED = new Set(
  (
    'any unknown never number bigint boolean string symbol void object undefined null true false Omit Partial Pick ' +
    'break case catch class const continue debugger default delete do else enum export extends finally for function if import in instanceof ' +
    'new return super switch this throw try typeof var while with implements interface let package private protected public static yield'
  ).split(' '),
);

/** Plans one module for each schema file. */
export const planTypeModules = ({ contracts, definitions, typeOfFile }: ContractSet): TypeModules => {
  const byFile = Map.groupBy(definitions, ({ file }) => file);
  const found = new Map<string, { readonly module: TypeModule; readonly name: string }>();
  const all = [...byFile].map(([file, inFile]) => {
    const module = planModule(contracts, file, inFile, typeOfFile.get(file) ?? '');
    for (const type of module.types) found.set(type.name, { module, name: exportedName(type, module) });
    return module;
  });
  return {
    all,
    find(fullName) {
      const at = found.get(fullName);
      if (at === undefined) throw new Error(`No generated module defines ${fullName}.`);
      return at;
    },
  };
};

const planModule = (contracts: string, file: string, definitions: readonly NamedDefinition[], root: string): TypeModule => {
  const [folder = '', , ...rest] = file.slice(contracts.length + 1).split('/');
  const name = kebabCase(rest.join('/').replace(/\.avsc$/, ''));
  return {
    path: `${folder}/types/${name}.gen.ts`,
    schemaPath: `${folder}/schemas/${name}.schema.json`,
    source: file,
    root,
    types: definitions.map(({ type }) => type),
  };
};

const exportedName = (type: NamedType, module: TypeModule): string => {
  const twins = module.types.filter(({ shortName }) => shortName === type.shortName);
  const first = twins.find(({ name }) => name === module.root) ?? twins[0];
  return first === type && !RESERVED.has(type.shortName) ? type.shortName : pascalCase(type.name);
};
