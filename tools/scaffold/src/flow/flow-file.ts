import type { App } from '../app.ts';
import { scalar } from '../contract/blocks.ts';
import type { Scaffolding } from '../scaffolding.ts';

export interface FlowFile {
  /** `create-invoice`: the flow type, and the trigger's address without `-flow`. */
  readonly name: string;
  readonly title: string;
  /** The name of the message that starts it. */
  readonly message: string;
  readonly calls: readonly FlowCall[];
  /** Full name of the record it answers with. */
  readonly output: string;
}

interface FlowCall {
  readonly operation: string;
  /** The payload's fields, each taken from the field of that name in what started the flow. */
  readonly fields: readonly string[];
}

const flowPath = (app: App, name: string): string => `flow-manager/flows/${app.folder}/${name}.yaml`;

/** Adds the flow that a trigger starts: its calls one after the other, answered with what the last one answers. */
export const addFlow = ({ draft }: Scaffolding, app: App, flow: FlowFile): void => draft.create(flowPath(app, flow.name), flowText(app, flow));

const flowText = (
  app: App,
  { name, title, message, calls, output }: FlowFile,
): string => `# ${title}: runs between the gateway and the services, and answers with what the last call answers.
document:
  dsl: '1.0.0'
  namespace: ${app.folder}
  name: ${name}
  version: '1.0.0'
  title: ${scalar(title)}
evaluate:
  language: cel
schedule:
  on:
    one:
      with:
        type: ${message}
        flowtype: ${name}
do:
${calls.map(callText).join('\n')}
output:
  schema:
    format: avro
    document: ${output}
`;

const callText = ({ operation, fields }: FlowCall): string => {
  const given = fields.map((field) => `        ${field}: \${ workflow.input.${field} }`);
  return [`  - ${operation}:`, `      call: ${operation}`, ...(given.length === 0 ? [] : ['      with:', ...given])].join('\n');
};
