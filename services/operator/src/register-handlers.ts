import { registerCreateOperator } from './handlers/create-operator.ts';
import { registerGetHistoryOperator } from './handlers/get-history-operator.ts';
import { registerGetManyOperators } from './handlers/get-many-operators.ts';
import { registerGetOperator } from './handlers/get-operator.ts';
import { registerUpdateOperator } from './handlers/update-operator.ts';
import type { OperatorService } from './service.ts';

/** One handler for each receive operation of the contract. */
export const registerHandlers = (service: OperatorService): void => {
  registerCreateOperator(service);
  registerUpdateOperator(service);
  registerGetOperator(service);
  registerGetManyOperators(service);
  registerGetHistoryOperator(service);
};
