/** Where in a definition: names of fields and indices of lists, from the root. */
export type SourcePath = readonly (string | number)[];

/** Something wrong in a flow's file, in the form `file:line:column: message`. Lines and columns count from 1. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `yaml`, `profile`, `shape`, `expression`, `transition` or `contract`. */
  readonly rule: string;
  readonly message: string;
  /** The next step for whoever wrote it. */
  readonly hint: string;
}

export const formatFinding = (finding: Finding): string => `${finding.file}:${finding.line}:${finding.column}: ${finding.message} (${finding.hint})`;

/** What a reader reports before the position is looked up. `on` says which part of the entry at `path` is meant; default the value. */
export interface Complaint {
  readonly path: SourcePath;
  readonly on?: 'key' | 'value';
  /** A piece of the value's text that is at fault, and how far into it. */
  readonly within?: { readonly text: string; readonly offset: number };
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

export type Report = (complaint: Complaint) => void;
