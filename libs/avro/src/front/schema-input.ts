/** What the front end is given: schemas as text or as trees, each with an id by which others refer to it. */
import type { AvroType, NamedType, ReferenceType } from './ast.ts';
import type { Check, RefTarget, Target } from './builder.ts';
import type { Finding, Position } from './finding.ts';
import type { SchemaNode } from './schema-node.ts';
import type { Source } from './source.ts';

export type SchemaInput = SchemaText | SchemaTree;

interface Identified {
  /** `file` for a schema that is a file by itself, `file#/json/pointer` for one inside a document. */
  readonly id: string;
  /** How findings name the file, and what `$ref`s in the schema are relative to; parts are separated by `/`. */
  readonly file: string;
  /** Whether every name in it is a full one, as `avroJsonOf` writes them: one without a dot then is a name without a namespace. */
  readonly fullNames?: boolean;
  /** That of the type around it, where it is a part of another schema. */
  readonly namespace?: string;
}

/** A whole file of JSON. */
export interface SchemaText extends Identified {
  readonly text: string;
}

/** A part of a document that was read elsewhere. */
export interface SchemaTree extends Identified {
  readonly tree: SchemaNode;
  /** Where an offset of the tree is in the file. */
  readonly positionAt: (offset: number) => Position;
}

/** A schema read by itself. Nothing of it is changed when it is resolved together with others. */
export interface ParsedInput {
  readonly id: string;
  readonly source: Source;
  readonly root: AvroType | undefined;
  /** The types it defines, an outer one before those inside it. */
  readonly definitions: readonly NamedType[];
  readonly references: ReadonlyMap<ReferenceType, Target>;
  /** Those of the references' targets that are schemas. */
  readonly refs: readonly RefTarget[];
  readonly checks: readonly Check[];
  /** In the order of their places. */
  readonly findings: readonly Finding[];
  /** Full names of definitions that cannot be read. */
  readonly broken: readonly string[];
}
