import { didYouMean } from '@vyarna/avro';
import type { Complaint } from '../definition/finding.ts';
import type { ExpressionTemplate } from '../expression/template.ts';
import { memberNames } from './member.ts';
import type { Missing } from './read-expression.ts';
import { nounOf } from './shape.ts';

const MANY = 12;

/** Says that an expression reads, or asks for, a member that its holder never has. */
export const complaintOf = (missing: Missing, { path, offset }: ExpressionTemplate): Complaint => {
  const { name, forms, tested } = missing;
  const known = [...new Set(forms.flatMap(memberNames))];
  const message = messageOf(missing);
  const hint = didYouMean(name, known, otherwise(missing, known));
  const at = { path, offset: offset + missing.offset, hint };
  if (!tested) return { ...at, rule: 'FLOW_UNKNOWN_FIELD', message };
  return { ...at, rule: 'FLOW_FIELD_NEVER_SET', message: `${message} The test for ${name} is always false.` };
};

const messageOf = ({ name, owner, forms }: Missing): string => {
  const records = [...new Set(forms.flatMap((form) => (form.kind === 'recorded' ? [form.type.name] : [])))];
  if (records.length > 0) return `${records.join(' or ')} has no field ${name}.`;
  const [form] = forms;
  if (form?.kind === 'tagged')
    return `${owner} is a union of several types and has no member ${name}: it is an object of one member, named by its type.`;
  if (form?.kind === 'made') return `${owner} has no ${name} here.`;
  return `${owner} is ${form === undefined ? 'nothing' : nounOf(form)}, which has no field ${name}.`;
};

const otherwise = ({ name, owner, forms }: Missing, known: readonly string[]): string => {
  const [form] = forms;
  if (form?.kind === 'tagged') return `Write ${owner}["${known[0]}"], after "${known[0]}" in ${owner}.`;
  if (form?.kind === 'listed') return `Take an item of it, ${owner}[0], or go through it: ${owner}.exists(item, item.${name} == ...).`;
  if (known.length > 0) return `It has ${known.slice(0, MANY).join(', ')}${known.length > MANY ? ' and others' : ''}.`;
  return owner === 'context' ? 'Only export.as of a task before this one puts something there.' : '';
};
