import type { Contracts } from '@vyarna/contract';
import type { Json } from '@vyarna/contract/flow';
import type { StepContracts } from '../engine/event.ts';

/** What the engine asks, answered from the contracts. */
export const stepContracts = (contracts: Contracts): StepContracts => {
  const fill = (type: string, value: Json) => {
    const payload = structuredClone(value);
    const violations = contracts.validate(type, payload, { defaults: true }).map(({ path, message }) => `${path} ${message}`);
    return { payload, violations };
  };
  return {
    call: (operation, payload) => fill(contracts.payloadOf(requestMessage(contracts, operation)), payload),
    output: fill,
    error: (code) => contracts.bundle.errors[code] ?? { status: contracts.errorStatus(code), title: code },
  };
};

/** The message that a request to an operation carries. */
export const requestMessage = (contracts: Contracts, operation: string): string => {
  const [message] = contracts.operation(operation).messages;
  if (message === undefined) throw new Error(`the operation ${operation} takes no message`);
  return message;
};
