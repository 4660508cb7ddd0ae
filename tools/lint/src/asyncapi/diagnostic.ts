/** What the parser says of a document, in plain data. Lines and characters count from 0. */
export interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly severity: number;
  readonly line: number;
  readonly character: number;
  /** The file it is about, which may be one that the document refers to. */
  readonly source: string;
}

/** One document's diagnostics. */
export interface Diagnosed {
  /** As it was asked for. */
  readonly document: string;
  readonly diagnostics: readonly Diagnostic[];
  /** The digest of every file that the parser looked for; null where there was none. */
  readonly read: { readonly [file: string]: string | null };
}

export interface Question {
  readonly root: string;
  /** Relative to the root. */
  readonly document: string;
}
