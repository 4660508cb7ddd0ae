import { Refusal } from '@vyarna/contract';
import { EMAIL_UNIQUE } from './database.ts';

/** The same for an operator of another unit: nobody learns that it is there. */
export const operatorNotFound = (operatorId: string): Refusal => new Refusal('OPERATOR_NOT_FOUND', 'There is no such operator.', { operatorId });

/** What a unique constraint means to the caller; any other error as it is. */
export const meaningOf = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('code' in error) || error.code !== UNIQUE_VIOLATION || !('constraint' in error)) return error;
  if (error.constraint === EMAIL_UNIQUE)
    return new Refusal('EMAIL_TAKEN', 'Another operator of the unit has this e-mail address.', { field: 'email' });
  return new Refusal('CONFLICT', 'There already is an operator with this id.', { field: 'operatorId' });
};

const UNIQUE_VIOLATION = '23505';
