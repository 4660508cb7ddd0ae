import type { Bundle } from '@vyarna/contract';
import { errorType } from './errors.ts';
import type { Complaint, SourcePath } from './finding.ts';
import { type Flow, type Task, tasksOf } from './flow.ts';

const REGENERATE = 'run make codegen, so that the bundle follows the flow';

/** Checks a flow against the contracts that it is to run with. `app` is the flow manager's own title, which sends the calls. */
export const checkContracts = (flow: Flow, bundle: Bundle, app: string): readonly Complaint[] => [
  ...checkTrigger(flow, bundle),
  ...[...tasksOf(flow.tasks)].flatMap((task) => {
    if (task.kind === 'call') return checkCall(task.operation, [...task.source, 'call'], bundle, app);
    if (task.kind === 'raise') return checkRaise(task.code, task.status, [...task.source, 'raise', 'error'], bundle);
    if (task.kind === 'try') return checkFilter(task, bundle);
    return [];
  }),
];

const complain = (path: SourcePath, message: string, hint: string): Complaint => ({ path, rule: 'contract', message, hint });

const checkTrigger = ({ name, triggerType, output }: Flow, bundle: Bundle): readonly Complaint[] => {
  const found: Complaint[] = [];
  if (bundle.types[output] === undefined) {
    found.push(complain(['output', 'schema', 'document'], `no contract defines the type ${output}`, 'the full name of a record'));
  }
  const model = bundle.flows[name];
  if (model === undefined) {
    found.push(
      complain(['document', 'name'], `the bundle has no flow ${name}`, `a trigger channel ${name}-flow in the contracts, then make codegen`),
    );
    return found;
  }
  const types = bundle.channels[model.channel]?.messages ?? [];
  if (!types.includes(triggerType)) {
    const hint = `its trigger ${model.channel} carries ${types.join(', ')}`;
    found.push(complain(['schedule', 'on', 'one', 'with', 'type'], `the flow is not started by ${triggerType}`, hint));
  }
  if (model.output !== output) {
    found.push(complain(['output', 'schema', 'document'], `the bundle has ${model.output} as the output of this flow, not ${output}`, REGENERATE));
  }
  return found;
};

const checkCall = (id: string, path: SourcePath, bundle: Bundle, app: string): readonly Complaint[] => {
  const operation = bundle.operations[id];
  if (operation === undefined) return [complain(path, `no contract has an operation ${id}`, 'the id of a receive operation of a service')];
  const kind = bundle.channels[operation.channel]?.kind;
  if (operation.action !== 'receive' || operation.reply === null || kind !== 'request') {
    return [complain(path, `the operation ${id} answers no requests`, 'call a receive operation of a request channel that has a reply')];
  }
  const sends = Object.values(bundle.operations).some((other) => other.app === app && other.action === 'send' && other.channel === operation.channel);
  return sends ? [] : [complain(path, `the bundle does not let ${app} send to ${operation.channel}`, REGENERATE)];
};

const checkRaise = (code: string, status: number, path: SourcePath, bundle: Bundle): readonly Complaint[] => {
  const error = bundle.errors[code];
  if (error === undefined) return [complain([...path, 'type'], `the catalogue of errors has no ${code}`, 'add it to contracts/types/errors.yaml')];
  return error.status === status
    ? []
    : [complain([...path, 'status'], `the status of ${code} is ${error.status}, not ${status}`, 'as in the catalogue of errors')];
};

const checkFilter = ({ source, catch: { filter } }: Task & { kind: 'try' }, bundle: Bundle): readonly Complaint[] => {
  const path = [...source, 'catch', 'errors', 'with'];
  const types = new Set(Object.keys(bundle.errors).map(errorType));
  return [
    ...(filter.code === undefined || bundle.errors[filter.code] !== undefined
      ? []
      : [complain([...path, 'code'], `the catalogue of errors has no ${filter.code}`, 'a code that some service answers with')]),
    ...(filter.type === undefined || types.has(filter.type)
      ? []
      : [complain([...path, 'type'], `no error has the type ${filter.type}`, `such as ${errorType('BUSINESS_UNIT_NOT_FOUND')}`)]),
  ];
};
