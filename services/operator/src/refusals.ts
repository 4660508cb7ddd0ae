import { Refusal } from '@vyarna/contract';
import { brokenUniqueness } from '@vyarna/process';
import { EMAIL_UNIQUE } from './operator-table.ts';

/** The same for an operator of another unit: nobody learns that it is there. */
export const operatorNotFound = (operatorId: string): Refusal => new Refusal('OPERATOR_NOT_FOUND', 'There is no such operator.', { operatorId });

/** What a unique constraint means to the caller; any other error as it is. */
export const meaningOf = (error: unknown): unknown => {
  const constraint = brokenUniqueness(error);
  if (constraint === undefined) return error;
  if (constraint === EMAIL_UNIQUE) return new Refusal('EMAIL_TAKEN', 'Another operator of the unit has this e-mail address.', { field: 'email' });
  return new Refusal('CONFLICT', 'There already is an operator with this id.', { field: 'operatorId' });
};
