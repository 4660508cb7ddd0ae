import type { Position, YamlFinding } from '../../yaml/index.ts';

/** Where in a definition: names of fields and indices of lists, from the root. */
export type SourcePath = readonly (string | number)[];

/** Every rule of flows. */
export const FLOW_SEVERITIES = {
  DUPLICATE_FLOW: 'error',
  FLOW_NOT_IN_PROFILE: 'error',
  FLOW_UNKNOWN_KEY: 'error',
  FLOW_MISSING_KEY: 'error',
  FLOW_INVALID_VALUE: 'error',
  FLOW_DUPLICATE_TASK: 'error',
  FLOW_TRANSITION: 'error',
  FLOW_BROKEN_EXPRESSION: 'error',
  FLOW_UNKNOWN_VARIABLE: 'error',
  FLOW_UNKNOWN_FIELD: 'error',
  FLOW_INVALID_PAYLOAD: 'error',
  FLOW_UNKNOWN_ERROR: 'error',
  FLOW_ERROR_STATUS: 'error',
  FLOW_STALE_BUNDLE: 'error',
  FLOW_NOT_DSL: 'error',
  UNKNOWN_TRIGGER: 'error',
  UNKNOWN_OUTPUT: 'error',
  UNKNOWN_CALL: 'error',
  UNCALLABLE: 'error',
  FLOW_FIELD_NEVER_SET: 'warning',
  FLOW_UNREACHABLE_TASK: 'warning',
} as const satisfies { readonly [rule: string]: 'error' | 'warning' };

export type FlowRule = keyof typeof FLOW_SEVERITIES;

/** Something wrong, or surely not meant, in a flow's file. */
export interface FlowFinding extends Position {
  readonly rule: FlowRule;
  /** With an error the flow cannot run. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The next step for whoever wrote it; empty where the message says it all. */
  readonly hint: string;
}

export const severityOf = (rule: FlowRule): FlowFinding['severity'] => FLOW_SEVERITIES[rule];

export const isError = ({ severity }: Pick<FlowFinding, 'severity'>): boolean => severity === 'error';

/** `file:line:col: message hint`, as compilers write it. */
export const formatFinding = ({ file, line, column, message, hint }: FlowFinding | YamlFinding): string =>
  `${file}:${line}:${column}: ${message} ${hint}`.trim();

/** What a reader reports before the position is looked up. */
export interface Complaint {
  readonly path: SourcePath;
  /** Which part of the entry at `path` is meant; default the value. */
  readonly on?: 'key' | 'value';
  /** How many characters into the text of the value. */
  readonly offset?: number;
  readonly rule: FlowRule;
  readonly message: string;
  readonly hint: string;
}

export type Report = (complaint: Complaint) => void;
