import type { Field, NamedDefinition, RecordType } from '@vyarna/avro';
import type { AppDocument, Finding, LoadedChannel, LoadedMessage, LoadedOperation, Place } from '@vyarna/loader';
import type { Model } from './model.ts';

/** Each includes the ones before it: MINIMAL fits any contract, BASIC any team with Kafka and Avro, STANDARD is the whole policy of VYARNA. */
export const LEVELS = ['MINIMAL', 'BASIC', 'STANDARD'] as const;
type Level = (typeof LEVELS)[number];

export const THEMES = [
  'ASYNCAPI',
  'DOCS',
  'EVOLUTION',
  'EXCHANGE',
  'FILES',
  'HTTP',
  'IGNORES',
  'LIFECYCLE',
  'NAMING',
  'SECURITY',
  'TOPICS',
  'TRAPS',
  'TYPES',
] as const;
export type Theme = (typeof THEMES)[number];

/** What people read about a rule: in `--list-rules`, in RULES.md, in SARIF. */
export interface RuleInfo {
  /** Stable: settings and comments in contracts name it. */
  readonly id: string;
  /** The first level that has it; null for a rule that must be asked for by name or theme. */
  readonly level: Level | null;
  readonly theme: Theme;
  readonly severity: Finding['severity'];
  /** One sentence: what goes wrong without the rule. */
  readonly why: string;
  /** One sentence: what to do. It is the hint of a finding that has no better one. */
  readonly hint: string;
}

export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `hint` replaces the rule's own. */
export type Report = (at: Place | Position, message: string, hint?: string) => void;

/** A field with the record and the file it stands in. */
interface FieldOfRecord {
  readonly field: Field;
  readonly record: RecordType;
  readonly file: string;
}

/** What a rule looks at. Each part of a contract set is visited once, whatever the number of rules. */
export interface Visitors {
  readonly set?: (model: Model, report: Report) => void;
  readonly document?: (document: AppDocument, model: Model, report: Report) => void;
  readonly channel?: (channel: LoadedChannel, model: Model, report: Report) => void;
  readonly message?: (message: LoadedMessage, model: Model, report: Report) => void;
  readonly operation?: (operation: LoadedOperation, model: Model, report: Report) => void;
  readonly type?: (definition: NamedDefinition, model: Model, report: Report) => void;
  readonly field?: (field: FieldOfRecord, model: Model, report: Report) => void;
}

export interface Rule extends RuleInfo, Visitors {}

/** The categories that select a rule: its theme, and its level with those above. */
export const categoriesOf = ({ level, theme }: RuleInfo): readonly string[] => [
  ...(level === null ? [] : LEVELS.slice(LEVELS.indexOf(level))),
  theme,
];

/** Where a named type or a field stands. */
export const inFile = (file: string, { line, column }: { readonly line: number; readonly column: number }): Position => ({ file, line, column });
