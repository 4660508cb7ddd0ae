import { FIELD_TYPES, ScaffoldError } from '@vyarna/scaffold';
import { defineCommand, type ExitCode, type Options, type Terminal, UsageError } from '../command.ts';
import type { Values } from '../parse.ts';
import { findRepository } from '../repository.ts';
import { describeChanges } from './describe-changes.ts';
import { describeNext } from './describe-next.ts';
import { KINDS } from './kinds.ts';
import { planScaffold } from './plan-scaffold.ts';
import { publish } from './publish.ts';

const ARGUMENTS = [
  { name: 'KIND', summary: 'what to add', choices: KINDS },
  { name: 'NAME', summary: 'ez-invoice; create-invoice; invoice.invoice.paid.v1; invoice (state, snapshot); approve-invoice (flow)' },
] as const;

const OPTIONS = {
  app: { value: 'APP', summary: 'the application that it belongs to, such as ez-invoice' },
  get: { value: 'PATH', summary: 'serve it over HTTP, such as /v1/invoices/{invoiceId}' },
  post: { value: 'PATH', summary: 'the same as POST' },
  put: { value: 'PATH', summary: 'the same as PUT' },
  patch: { value: 'PATH', summary: 'the same as PATCH' },
  delete: { value: 'PATH', summary: 'the same as DELETE' },
  field: { value: 'FIELD', multiple: true, summary: "a field and what it means: 'total:decimal(12,2) What the customer owes.'" },
  reply: { value: 'FIELD', multiple: true, summary: 'a field of the answer, of a request that is about no entity' },
  flow: { summary: 'let a read run through a flow too; what changes something over HTTP always does' },
  call: { value: 'OPERATION', multiple: true, summary: 'what a flow calls, in this order' },
  consumer: { value: 'APP', multiple: true, summary: 'an application that receives the event' },
  doc: { value: 'TEXT', summary: 'what the application or the event is for, in a sentence' },
  'dry-run': { summary: 'write nothing; print what would be written' },
} as const satisfies Options;

const NOTES = `Fields: name:type, then [] for a list, ? for one that may be null, then a space and what it means.
Types: ${FIELD_TYPES.join(', ')}; decimal(12,2), string(80), enum(OPEN|PAID).

Requests named create-, get-, get-many-, get-history- and update-<entity> work as they are written, and the first of them adds the entity with its
table. Any other one leaves one function to fill, and refuses with NOT_IMPLEMENTED until then.

  vyarna new app ez-invoice
  vyarna new request create-invoice --app ez-invoice --post /v1/invoices --field 'number:string The number printed on it.'
  vyarna new request get-invoice --app ez-invoice --get '/v1/invoices/{invoiceId}'

Nothing is written unless the contracts are without findings afterwards. Then generated/ is written too.
Exit codes: 0 done; 100 the contracts have findings, or would; 2 asked wrongly; 1 it is there already, or what it needs is missing.`;

const run = async (values: Values<typeof OPTIONS, typeof ARGUMENTS>, terminal: Terminal): Promise<ExitCode> => {
  const root = findRepository(process.cwd());
  const plan = await planned(root, values);
  if ('findings' in plan) {
    for (const finding of plan.findings) terminal.out(finding);
    terminal.error(`vyarna new: ${plan.when}; nothing was written.`);
    return 100;
  }
  if (values['dry-run']) {
    for (const line of describeChanges(plan.changes)) terminal.out(line);
    return 0;
  }
  const code = publish(root, plan, terminal);
  for (const line of describeNext(plan)) terminal.out(line);
  return code;
};

const planned = async (root: string, values: Values<typeof OPTIONS, typeof ARGUMENTS>) => {
  try {
    return await planScaffold(root, values);
  } catch (error) {
    if (error instanceof ScaffoldError && error.code === 'INVALID') throw new UsageError(error.message);
    throw error;
  }
};

export const command = defineCommand({
  summary: 'add an application, a request, an event, ... with contract, example, handler and test',
  arguments: ARGUMENTS,
  options: OPTIONS,
  notes: NOTES,
  run,
});
