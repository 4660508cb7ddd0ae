import type { Position } from '../../yaml/index.ts';

/** What an expression reads of a contract. */
export interface FlowRead {
  /** The variable: `input`, `output`, `context`, `workflow`, or the name that a catch gives the error. */
  readonly root: string;
  /** Names from the variable to the field; `[]` stands for each item of a list or map. */
  readonly path: readonly string[];
  /** Full name of the record that has the field. */
  readonly type: string;
  /** Null where the record is taken as a whole. */
  readonly field: string | null;
  /** Where the contract defines the field, or the record. */
  readonly definition: Position;
}

/** An expression of a flow, with the contract fields it reads. */
export interface FlowExpression extends Position {
  /** The CEL between `${` and `}`. */
  readonly text: string;
  /** The task it belongs to; null for the flow's own. */
  readonly task: string | null;
  readonly reads: readonly FlowRead[];
}
