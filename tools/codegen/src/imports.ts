import { pascalCase } from '@vyarna/loader';
import type { LocalNames } from './avro-models.ts';
import { BRANDS } from './brands.ts';
import { LINE_WIDTH } from './doc-comment.ts';
import { specifier } from './generated-file.ts';
import type { TypeModules } from './type-modules.ts';
import type { Mentioned } from './walk-types.ts';

/** An import for use in a module: what it is there, what it is here, where it comes from. */
interface Imported {
  readonly exported: string;
  readonly local: string;
  readonly from: string;
}

const CONTRACT = '@vyarna/contract';

/** Import declarations of types, packages before files, sorted; too long a line is broken. */
const importText = (imports: readonly Imported[]): string => {
  const bySource = Map.groupBy(imports, ({ from }) => from);
  return [...bySource]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([from, all]) => {
      const names = sortedNames(all.map(({ exported, local }) => (exported === local ? exported : `${exported} as ${local}`)));
      const line = `import type { ${names.join(', ')} } from '${from}';`;
      return line.length <= LINE_WIDTH || names.length === 1
        ? line
        : `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}';`;
    })
    .join('\n');
};

/** As the formatter of hand-written code sorts what is imported: without case, and without `type`. */
export const sortedNames = (names: readonly string[]): readonly string[] => {
  const key = (name: string): string => name.replace(/^type /, '');
  return names.toSorted((a, b) => {
    const [left, right] = [key(a).toLowerCase(), key(b).toLowerCase()];
    if (left !== right) return left < right ? -1 : 1;
    return key(a) < key(b) ? -1 : 1;
  });
};

const rank = (from: string): number => (from.startsWith('../') ? 1 : from.startsWith('./') ? 2 : 0);

/** All that a module's text depends on of the types it may name: where they are, and what they are called there. */
export const referencesKey = ({ names }: Mentioned, modules: TypeModules): string =>
  [...names]
    .map((name) => {
      const { module, type, init, hasInit } = modules.find(name);
      return `${name} ${module.path} ${type} ${init} ${hasInit}`;
    })
    .join();

/** Names for use while a module is written, and then the declarations that import those which were used. */
export interface ImportNames extends LocalNames {
  text(): string;
}

/**
 * Gives every type that a module may name a name that is free there. `taken` are the module's own. An imported type whose name is not free is
 * called by its full one.
 */
export const importNames = (path: string, taken: Iterable<string>, mentioned: Mentioned, modules: TypeModules): ImportNames => {
  const used = new Set(taken);
  const claim = (wanted: string, otherwise: string): string => {
    let name = used.has(wanted) ? otherwise : wanted;
    while (used.has(name)) name = `${name}_`;
    used.add(name);
    return name;
  };
  const own = new Map<string, { readonly type: string; readonly init: string }>();
  const imports = new Map<string, Imported>();
  const importAs = (exported: string, local: string, from: string): string => {
    imports.set(local, { exported, local, from });
    return local;
  };
  const wanted = new Set<string>();
  const use = (local: string): string => {
    wanted.add(local);
    return local;
  };
  // In the order of names, so that what is renamed does not depend on the order of fields.
  for (const fullName of [...mentioned.names].sort()) {
    const { module, type, init, hasInit } = modules.find(fullName);
    if (module.path === path) {
      own.set(fullName, { type, init });
      continue;
    }
    const from = specifier(path, module.path);
    const local = importAs(type, claim(type, pascalCase(fullName)), from);
    own.set(fullName, { type: local, init: hasInit ? importAs(init, claim(init, `${local}Init`), from) : local });
  }
  const brands = [...mentioned.forms].flatMap((form) => BRANDS[form] ?? []);
  const shared = new Map<string, string>();
  for (const brand of new Set(brands.sort())) shared.set(brand, importAs(brand, claim(brand, `${brand}Text`), CONTRACT));
  if (mentioned.tagged) shared.set('OneOf', importAs('OneOf', claim('OneOf', 'OneOfBranches'), CONTRACT));
  return {
    type: (fullName) => use(own.get(fullName)?.type ?? modules.find(fullName).type),
    init: (fullName) => use(own.get(fullName)?.init ?? modules.find(fullName).init),
    shared: (name) => use(shared.get(name) ?? name),
    hasInit: (fullName) => modules.find(fullName).hasInit,
    text: () => importText([...wanted].flatMap((local) => imports.get(local) ?? [])),
  };
};
