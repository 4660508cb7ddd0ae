/** What may be asked of the registry that changes it. Subjects are qualified names; '' stands for the default context as a whole. */
import type { Config, ConfigUpdate, Mode } from './config.ts';
import type { RegisteredSchema, SentSchema } from './schema.ts';

/** Answers with the version that holds the schema: the one there is, else a new one. */
export interface Register {
  readonly type: 'register';
  readonly subject: string;
  readonly schema: SentSchema;
  /** Also where the subject's config says so. */
  readonly normalize?: boolean;
  /** Leaves out the compatibility check. */
  readonly force?: boolean;
}

/** Answers with the number of the version that was deleted. */
export interface DeleteVersion {
  readonly type: 'delete-version';
  readonly subject: string;
  readonly version: number | 'latest';
  /** Only after the version was deleted softly. */
  readonly permanent?: boolean;
}

/** Answers with the numbers of the versions that were deleted. */
export interface DeleteSubject {
  readonly type: 'delete-subject';
  readonly subject: string;
  readonly permanent?: boolean;
}

/** Answers with the whole config that is then set there. */
export interface SetConfig {
  readonly type: 'set-config';
  readonly subject: string;
  readonly config: ConfigUpdate;
}

/** Answers with the config that was set there. */
export interface RemoveConfig {
  readonly type: 'remove-config';
  readonly subject: string;
}

export interface SetMode {
  readonly type: 'set-mode';
  readonly subject: string;
  readonly mode: Mode;
  /** Takes IMPORT although there are schemas. */
  readonly force?: boolean;
}

/** Answers with the mode that was set there; null where only modes of the context's subjects were. */
export interface RemoveMode {
  readonly type: 'remove-mode';
  readonly subject: string;
  /** Of a context: also its subjects' modes. */
  readonly recursive?: boolean;
}

export interface DeleteContext {
  readonly type: 'delete-context';
  /** With its dot: `.test`. */
  readonly context: string;
}

export type Command = Register | DeleteVersion | DeleteSubject | SetConfig | RemoveConfig | SetMode | RemoveMode | DeleteContext;

interface Outcomes {
  readonly register: RegisteredSchema;
  readonly 'delete-version': number;
  readonly 'delete-subject': readonly number[];
  readonly 'set-config': Config;
  readonly 'remove-config': Config;
  readonly 'set-mode': Mode;
  readonly 'remove-mode': Mode | null;
  readonly 'delete-context': null;
}

export type OutcomeOf<C extends Command> = Outcomes[C['type']];
