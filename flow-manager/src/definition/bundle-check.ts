import type { Bundle } from '@vyarna/contract';
import { type Complaint, type Flow, tasksOf } from '@vyarna/contract/flow';

const REGENERATE = 'Run make codegen, so that the bundle follows the flow.';

const complain = (path: Complaint['path'], message: string, hint: string = REGENERATE): Complaint => ({
  path,
  rule: 'FLOW_STALE_BUNDLE',
  message,
  hint,
});

/**
 * Checks that the bundle was made with this flow: flows are deployed apart from it. `app` is the flow manager's own title, which sends
 * the calls.
 */
export const checkBundle = (flow: Flow, bundle: Bundle, app: string): readonly Complaint[] => [
  ...checkEnds(flow, bundle),
  ...[...tasksOf(flow.tasks)].flatMap((task) => (task.kind === 'call' ? checkSends(task.operation, [...task.source, 'call'], bundle, app) : [])),
];

const checkEnds = ({ name, triggerType, output }: Flow, bundle: Bundle): readonly Complaint[] => {
  const model = bundle.flows[name];
  if (model === undefined) {
    const hint = `Add a trigger channel ${name}-flow to the contracts, then run make codegen.`;
    return [complain(['document', 'name'], `The bundle has no flow ${name}.`, hint)];
  }
  const found: Complaint[] = [];
  const types = bundle.channels[model.channel]?.messages ?? [];
  if (!types.includes(triggerType)) {
    const message = `In the bundle the flow is started by ${types.join(', ')} on ${model.channel}, not by ${triggerType}.`;
    found.push(complain(['schedule', 'on', 'one', 'with', 'type'], message));
  }
  if (model.output !== output) {
    found.push(complain(['output', 'schema', 'document'], `In the bundle the output of this flow is ${model.output}, not ${output}.`));
  }
  return found;
};

/** An operation that the bundle does not know at all is found with the contracts. */
const checkSends = (id: string, path: Complaint['path'], bundle: Bundle, app: string): readonly Complaint[] => {
  const operation = Object.hasOwn(bundle.operations, id) ? bundle.operations[id] : undefined;
  if (operation === undefined || operation.action !== 'receive' || bundle.channels[operation.channel]?.kind !== 'request') return [];
  const sends = Object.values(bundle.operations).some((other) => other.app === app && other.action === 'send' && other.channel === operation.channel);
  return sends ? [] : [complain(path, `The bundle does not let ${app} send to ${operation.channel}.`)];
};
