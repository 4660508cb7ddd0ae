/** Checks that see all named types at once. */
import type { NamedType } from './ast.ts';
import type { Types } from './builder.ts';
import { endlessRecords, type NeedyRecord } from './endless-recursion.ts';
import type { Report } from './source.ts';

/** `reportOf` gives the report of the schema that defines a type. */
export const checkTypes = (
  aliased: readonly NamedType[],
  needy: readonly NeedyRecord[],
  types: Types,
  reportOf: (fullName: string) => Report,
): void => {
  checkAliases(aliased, types, reportOf);
  for (const { record, field, path } of endlessRecords(needy)) {
    const way = path.length === 2 ? 'holds itself' : `holds itself: ${path.join(', ')}`;
    const message = `No value can end: ${record.name} ${way}, by fields that must be given.`;
    const hint = 'Make one of the fields a union with null, an array or a map.';
    reportOf(record.name)(field.position, 'ENDLESS_RECURSION', message, hint);
  }
};

/** A reader finds a writer's type by name or alias, so an alias must not lead to two. */
const checkAliases = (aliased: readonly NamedType[], types: Types, reportOf: (fullName: string) => Report): void => {
  const taken = new Map<string, string>();
  for (const type of aliased) {
    for (const alias of type.aliases) {
      const twin = types.get(alias) !== undefined && alias !== type.name ? alias : taken.get(alias);
      taken.set(alias, type.name);
      if (twin === undefined) continue;
      const owner = twin === alias ? 'is the name of another type' : `is also one of ${twin}`;
      const message = `The alias "${alias}" ${owner}, so readers cannot tell which is meant.`;
      reportOf(type.name)(type.position, 'DUPLICATE_ALIAS', message, 'Remove the alias.');
    }
  }
};
