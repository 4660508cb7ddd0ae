import type { AvroType, NamedType, Position, Schema } from '@vyarna/avro';

/** Where something stands in the contracts. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The file of each named type. */
export type FileOf = (type: string) => string | undefined;

type Node = AvroType | NamedType;

/**
 * The place in the current schema that a JSON pointer into another version of it is about: followed by the names of fields, as far as the current schema
 * has them. A field that is gone leads to the record that had it.
 */
export const locate = (pointer: string, other: Schema, current: Schema, fileOf: FileOf): Spot | undefined => {
  let [there, here] = [target(other, other.root), target(current, current.root)];
  let file = named(here) ? fileOf(here.name) : undefined;
  if (here === undefined || file === undefined) return undefined;
  let position: Position = here.position;
  const tokens = pointer.split('/').slice(1);
  const go = (theirs: AvroType | undefined, ours: AvroType | undefined): boolean => {
    const [next, mine] = [target(other, theirs), target(current, ours)];
    if (next === undefined || mine === undefined || ours === undefined) return false;
    // What a name refers to is found where the name is defined.
    if (named(mine) && mine.kind === next.kind && tokens.length > 0) {
      file = fileOf(mine.name) ?? file;
      position = mine.position;
    } else position = ours.position;
    [there, here] = [next, mine];
    return true;
  };
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    if (token === 'fields' && there?.kind === 'record') {
      const field = there.fields[Number(tokens.shift())];
      const mine = here?.kind === 'record' ? here.fields.find(({ name }) => name === field?.name) : undefined;
      if (field === undefined || mine === undefined) break;
      position = mine.position;
      if (tokens[0] !== 'type') break;
      tokens.shift();
      if (!go(field.type, mine.type)) break;
    } else if (token === 'items' && there?.kind === 'array' && here?.kind === 'array') {
      if (!go(there.items, here.items)) break;
    } else if (token === 'values' && there?.kind === 'map' && here?.kind === 'map') {
      if (!go(there.values, here.values)) break;
    } else if (there?.kind === 'union') {
      const branch = there.branches[Number(token)];
      const same = here?.kind === 'union' ? here.branches.find((mine) => shape(mine) === shape(branch)) : here;
      if (!go(branch, same as AvroType | undefined)) break;
    } else break;
  }
  return { file, line: position.line, column: position.column };
};

const named = (type: Node | undefined): type is NamedType => type?.kind === 'record' || type?.kind === 'enum' || type?.kind === 'fixed';

const target = ({ types }: Schema, type: AvroType | undefined): Node | undefined => (type?.kind === 'reference' ? types.get(type.name) : type);

const shape = (type: AvroType | undefined): string | undefined =>
  type?.kind === 'reference' ? type.name.split('.').at(-1) : type?.kind === 'scalar' ? type.type : type?.kind;
