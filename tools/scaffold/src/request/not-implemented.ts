import { ensureError, type Scaffolding } from '../scaffolding.ts';

/** The code with which a handler refuses until a person has written it: said openly, never an answer that was made up. */
export const notImplemented = (scaffolding: Scaffolding): void =>
  ensureError(scaffolding, 'NOT_IMPLEMENTED', 501, 'The contract promises this, and it is not written yet.');
