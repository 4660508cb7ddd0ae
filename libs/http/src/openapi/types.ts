/** A part of an OpenAPI document. */
export type Part = { readonly [key: string]: unknown };

/** One example of a message, from its contract. */
export interface MessageExample {
  readonly name: string;
  readonly summary: string;
  readonly payload: unknown;
}

/** How the parts of a description refer to each other: within one document, or over files. */
export interface References {
  /** The JSON Schema of a type's values. */
  readonly type: (name: string) => string;
  /** A part of the document's `components`, such as `schemas/Problem`. */
  readonly component: (path: string) => string;
}

/** What else than the bundle a description is made of. */
export interface DescriptionSource {
  /** Of a message, by its name. */
  readonly examplesOf?: (message: string) => readonly MessageExample[];
}
