import {
  type CheckedFlow,
  checkFlow,
  type FlowContracts,
  type FlowSource,
  type FlowText,
  flowSource,
  type ReadFlow,
  readFlow,
} from '@vyarna/contract/flow';

/** A flow as its file says it. */
export interface FlowFile {
  readonly source: FlowSource;
  readonly read: ReadFlow;
}

/** What was asked of the contracts, and what they said: parts that are told apart by identity. */
interface Question {
  readonly ask: (contracts: FlowContracts) => readonly unknown[];
  readonly answer: readonly unknown[];
}

interface Check {
  readonly input: string | null;
  readonly questions: readonly Question[];
  readonly checked: CheckedFlow;
}

const checks = new WeakMap<FlowFile, Check>();

export const readFlowFile = (text: FlowText): FlowFile => {
  const source = flowSource(text);
  return { source, read: readFlow(source.document) };
};

/** What `checkFlow` says. While the contracts answer all that the flow asked of them as they did, it is what it said the last time. */
export const checkFlowAgain = (file: FlowFile, contracts: FlowContracts, input: string | null): CheckedFlow => {
  const last = checks.get(file);
  if (last !== undefined && last.input === input && last.questions.every(({ ask, answer }) => isSame(answer, ask(contracts)))) return last.checked;
  const { questions, watched } = watch(contracts);
  const checked = checkFlow(file.source, file.read, watched, input);
  checks.set(file, { input, questions: [...questions.values()], checked });
  return checked;
};

const isSame = (before: readonly unknown[], now: readonly unknown[]): boolean => before.every((part, index) => part === now[index]);

// Made out here, because a function that is made within another holds all that the other knows: here the contracts of a load that is over.
const askOperation =
  (id: string): Question['ask'] =>
  (contracts) => {
    const operation = contracts.operation(id);
    return [operation?.callable, operation?.request, operation?.result];
  };
const askPayload =
  (name: string): Question['ask'] =>
  (contracts) => [contracts.payloadType(name)];
const askDefinition =
  (name: string): Question['ask'] =>
  (contracts) => {
    const definition = contracts.definition(name);
    return [definition?.type, definition?.file];
  };
const askIds: Question['ask'] = ({ operationIds }) => [JSON.stringify([...operationIds])];
const askErrors: Question['ask'] = ({ errors }) => [JSON.stringify(errors)];

/** The same contracts, and what is asked of them. */
const watch = (contracts: FlowContracts): { readonly watched: FlowContracts; readonly questions: ReadonlyMap<string, Question> } => {
  const questions = new Map<string, Question>();
  const note = (what: string, ask: (name: string) => Question['ask'], name: string): void => {
    const id = `${what} ${name}`;
    if (questions.has(id)) return;
    const question = ask(name);
    questions.set(id, { ask: question, answer: question(contracts) });
  };
  const watched: FlowContracts = {
    get operationIds() {
      note('ids', () => askIds, '');
      return contracts.operationIds;
    },
    operation: (id) => {
      note('operation', askOperation, id);
      return contracts.operation(id);
    },
    payloadType: (name) => {
      note('payload', askPayload, name);
      return contracts.payloadType(name);
    },
    definition: (name) => {
      note('definition', askDefinition, name);
      return contracts.definition(name);
    },
    get errors() {
      note('errors', () => askErrors, '');
      return contracts.errors;
    },
  };
  return { watched, questions };
};
