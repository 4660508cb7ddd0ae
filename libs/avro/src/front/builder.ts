/** What building a tree from one schema shares between its parts: the types defined so far, and what must wait for other schemas. */
import type { AvroType, Constraints, NamedType, ReferenceType } from './ast.ts';
import type { SchemaNode } from './schema-node.ts';
import type { Report, Source } from './source.ts';

/** Finds named types by full name. */
export type Types = Pick<ReadonlyMap<string, NamedType>, 'get'>;

export interface Builder {
  readonly source: Source;
  readonly report: Report;
  /** Whether references are full names, so that one without a dot has no namespace. */
  readonly fullNames: boolean;
  /**
   * Builds a type that stands inside another. `inherited` are the constraints of the field whose value it is. Undefined, after a finding,
   * where no type can be made of it.
   */
  type(node: SchemaNode, namespace: string, inherited?: Constraints): AvroType | undefined;
  readonly definitions: NamedType[];
  /** Full names of definitions that are read to their end. */
  readonly complete: Set<string>;
  /** Full names of definitions that cannot be read. */
  readonly broken: string[];
  readonly references: Map<ReferenceType, Target>;
  /** Makes a check now, or, where the type names others, once all types are known. */
  check(type: AvroType, check: Check): void;
}

/** What a reference means, once all schemas are known. */
export type Target = NameTarget | RefTarget;

export interface NameTarget {
  readonly written: string;
  /** Full names, the likelier first. */
  readonly meanings: readonly string[];
  /** Whether the schema itself had defined the last of them, to its end, before the reference. */
  readonly isDefinedBefore: boolean;
  readonly node: SchemaNode;
}

/** By `$ref`: the root of the schema with that id. */
export interface RefTarget {
  readonly id: string;
  readonly node: SchemaNode;
}

/** All schemas read together, as a check sees them. */
export interface Resolution {
  readonly types: Types;
  readonly report: Report;
  /** The type that stands in the resolved tree where this one stands in the tree as it was built; undefined where it means nothing. */
  resolved(type: AvroType): AvroType | undefined;
}

export type Check = (resolution: Resolution) => void;
