/** What a random schema is made from: its structure, with choices for names that are settled when it is written out. */
import type { Scalar } from './arbitrary-scalar.ts';

export type Shape =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'array' | 'map'; readonly inner: Shape; readonly keywords: object }
  | { readonly kind: 'union'; readonly branches: readonly Shape[]; readonly nullAt: number | undefined }
  | { readonly kind: 'enum'; readonly naming: Naming; readonly symbols: number; readonly hasDefault: boolean }
  | { readonly kind: 'fixed'; readonly naming: Naming; readonly size: number; readonly logical: 'none' | 'decimal' | 'uuid' | 'duration' }
  | RecordShape
  /** A named type defined before, or one of the records around this place. */
  | { readonly kind: 'again' | 'itself'; readonly which: number; readonly short: boolean };

export interface RecordShape {
  readonly kind: 'record';
  readonly naming: Naming;
  readonly fields: readonly FieldShape[];
  readonly isError: boolean;
}

interface FieldShape {
  readonly shape: Shape;
  readonly hasDefault: boolean;
  /** Chooses the default. */
  readonly seed: number;
  readonly name: number;
}

/** Namespaces a type may be given: none stated (that of the type around it), the empty one, or one of its own. */
export const spaces = ['inherited', 'inherited', '', 'test', 'test.inner', 'other.place'] as const;

export interface Naming {
  /** Chooses a name. */
  readonly name: number;
  readonly space: (typeof spaces)[number];
  /** Written into the name instead of as an attribute. */
  readonly dotted: boolean;
}

const awkwardTypeNames = ['Date', 'String', 'constructor', 'toString', '__proto__', 'class', 'Object', 'r', 'T', 't'];

const awkwardFieldNames = [
  'constructor',
  '__proto__',
  'toString',
  'if',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  'class',
  'length',
  'F',
  'f',
  'type',
  'default',
];

/** Most names are plain. */
const chosen = (names: readonly string[], choice: number, plain: string, isTaken: (name: string) => boolean): string => {
  const name = names[choice - 1] ?? plain;
  return isTaken(name) ? plain : name;
};

export const typeName = (choice: number, count: number, isTaken: (name: string) => boolean): string =>
  chosen(awkwardTypeNames, choice, count === 0 ? 'R' : `T${count}`, isTaken);

export const fieldName = (choice: number, index: number, isTaken: (name: string) => boolean): string =>
  chosen(awkwardFieldNames, choice, `f${index}`, isTaken);
