import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkContracts } from '@vyarna/lint';
import { formatFinding } from '@vyarna/loader';
import { afterAll, expect, test } from 'vitest';
import { parse } from '../parse.ts';
import { command } from './command.ts';
import type { Asked } from './kinds.ts';
import { planScaffold } from './plan-scaffold.ts';
import { writeFiles } from './stage.ts';

const repository = resolve(import.meta.dirname, '../../../..');
const root = mkdtempSync(join(tmpdir(), 'vyarna-house-'));
afterAll(() => rmSync(root, { recursive: true }));

/** One of each kind, and one request of each kind of action. Fields have a doc where a person would have to think of one. */
const COMMANDS: readonly (readonly string[])[] = [
  ['app', 'ez-invoice'],
  ['app', 'ez-mail', '--doc', 'Writes to customers.'],
  ['request', 'create-invoice', '--app', 'ez-invoice', '--post', '/v1/invoices', '--field', 'number:string(40)', '--field', 'total:decimal'],
  ['request', 'get-invoice', '--app', 'ez-invoice', '--get', '/v1/invoices/{invoiceId}'],
  ['request', 'get-many-invoices', '--app', 'ez-invoice', '--get', '/v1/invoices'],
  ['request', 'get-history-invoice', '--app', 'ez-invoice', '--get', '/v1/invoices/{invoiceId}/history'],
  ['request', 'update-invoice', '--app', 'ez-invoice', '--patch', '/v1/invoices/{invoiceId}'],
  ['request', 'approve-invoice', '--app', 'ez-invoice', '--post', '/v1/invoices/{invoiceId}/approval', '--field', 'note:string?'],
  ['request', 'check-number', '--app', 'ez-invoice', '--get', '/v1/number-checks', '--field', 'number:string', '--reply', 'isFree:boolean'],
  ['event', 'invoice.paid', '--app', 'ez-invoice', '--consumer', 'ez-mail'],
  ['event', 'invoice.printed', '--app', 'ez-invoice', '--field', 'invoiceId:uuid', '--field', 'pages:int', '--field', 'sentAt:timestamp?'],
  ['state', 'invoice', '--app', 'ez-invoice'],
  ['snapshot', 'reminder', '--app', 'ez-invoice', '--field', 'level:enum(FIRST|LAST)', '--field', 'email:email', '--field', 'tags:string[]'],
  [
    'flow',
    'settle-invoice',
    '--app',
    'ez-invoice',
    '--post',
    '/v1/invoices/{invoiceId}/settlement',
    '--call',
    'approveInvoice',
    '--call',
    'updateInvoice',
  ],
];

test('what vyarna new writes has no finding of vyarna check', { timeout: 60_000 }, async () => {
  for (const folder of ['contracts', 'flow-manager/flows']) cpSync(join(repository, folder), join(root, folder), { recursive: true });
  for (const words of COMMANDS) {
    const plan = await planScaffold(root, parse(command, words) as unknown as Asked);
    expect(plan).toHaveProperty('changes');
    if ('changes' in plan) writeFiles(root, plan.changes);
  }
  const check = checkContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  expect(check.findings([]).map(formatFinding)).toEqual([]);
});
