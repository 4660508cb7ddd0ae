/** What building a tree from one file shares between its parts: the source, the types defined so far and the checks that must wait. */
import type { Node } from 'jsonc-parser';
import type { AvroType, Constraints, NamedType, ReferenceType } from './ast.ts';
import { properties, type Source } from './source.ts';

export type Types = ReadonlyMap<string, NamedType>;

export interface Builder {
  readonly source: Source;
  /**
   * Builds a type that stands inside another. `inherited` are the constraints of the field whose value it is. Undefined, after a finding,
   * where no type can be made of it.
   */
  type(node: Node, namespace: string, inherited?: Constraints): AvroType | undefined;
  readonly definitions: { readonly type: NamedType; readonly file: string }[];
  /** References whose name is still what its author most likely meant. */
  readonly references: PendingReference[];
  /** Checks that need every named type. */
  readonly checks: ((types: Types) => void)[];
}

export interface PendingReference {
  /** Its `name` is set when the reference is resolved. */
  readonly reference: { -readonly [key in keyof ReferenceType]: ReferenceType[key] };
  readonly written: string;
  readonly meanings: readonly string[];
  readonly node: Node;
  readonly source: Source;
}

/** An object's properties by name; where a name is given twice, the last counts, as in `JSON.parse`. */
export type Properties = ReadonlyMap<string, { readonly key: Node; readonly value: Node }>;

export const propertiesOf = (node: Node): Properties => new Map(properties(node).map((entry) => [entry.key.value as string, entry]));
