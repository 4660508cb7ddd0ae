import type { NamedType } from '@vyarna/avro';
import { pascalCase } from '@vyarna/loader';
import { isReserved } from './identifiers.ts';

/** What a module calls a type of its own, and the type as it may be given. */
export interface ExportedName {
  readonly type: string;
  readonly init: string;
}

/**
 * A type is exported under its short name. A name that TypeScript needs for itself, and all but the root among types of one short name, are
 * exported under the full name: `shop.Order` as `ShopOrder`. So a type that is added renames none but those whose short name it has too.
 * `payload` is the name of a root that has none of its own.
 */
export const exportedNames = (
  types: readonly NamedType[],
  root: string | undefined,
  payload: string | undefined,
): { readonly names: ReadonlyMap<string, ExportedName>; readonly rootName: ExportedName | null } => {
  const twins = Map.groupBy(types, ({ shortName }) => shortName);
  const taken = new Set<string>();
  const claim = (wanted: string): string => {
    let name = wanted;
    while (taken.has(name)) name = `${name}_`;
    taken.add(name);
    return name;
  };
  const keepsShort = ({ name, shortName }: NamedType): boolean => !isReserved(shortName) && (name === root || twins.get(shortName)?.length === 1);
  // By name, so that the order in a file decides nothing.
  const sorted = types.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const [short, full] = [sorted.filter(keepsShort), sorted.filter((type) => !keepsShort(type))];
  const names = new Map([
    ...short.map((type) => [type.name, claim(type.shortName)] as const),
    ...full.map((type) => [type.name, claim(fullNameOf(type))] as const),
  ]);
  // After all types, one of which may itself be called OrderInit.
  const own = payload === undefined ? undefined : claim(isReserved(payload) ? `${pascalCase(payload)}Type` : payload);
  return {
    names: new Map([...names].map(([fullName, type]) => [fullName, { type, init: claim(`${type}Init`) }])),
    rootName: own === undefined ? null : { type: own, init: claim(`${own}Init`) },
  };
};

const fullNameOf = (type: NamedType): string => {
  const name = pascalCase(type.name);
  return isReserved(name) ? `${name}Type` : name;
};
