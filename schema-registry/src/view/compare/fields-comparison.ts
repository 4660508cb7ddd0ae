/** Two versions side by side, by their types and fields. */

import type { Schema } from '@vyarna/avro';
import { type Content, type Html, html } from '../html/html.ts';
import { badge, countOf } from '../html/words.ts';
import { describeSchema, type Member, type SchemaDescription, type TypeDescription } from '../schema/describe-schema.ts';
import { textOf } from '../schema/type-words.ts';
import { diffSchemas, type MemberPair, type State, type TypePair } from './diff-schemas.ts';
import { type Fold, folded } from './folded.ts';
import { memberCell, type Told } from './member-cell.ts';

export interface Titles {
  readonly older: string;
  readonly newer: string;
}

export const fieldsComparison = (older: Schema, newer: Schema, titles: Titles, isWhole: boolean): Content => {
  const [was, is] = [describeSchema(older), describeSchema(newer)];
  const pairs = diffSchemas(was, is);
  const shown = isWhole ? pairs : pairs.filter((pair) => pair.state !== 'same' || pair.isReordered);
  const alike = pairs.length - shown.length;
  return [
    html`<p class="summary">${summary(pairs)}</p>`,
    rootChange(was, is, titles),
    shown.map((pair) => typeTable(pair, titles, isWhole)),
    alike > 0 && html`<p class="fold">${countOf(alike, 'type')} alike in both ${alike === 1 ? 'is' : 'are'} not shown.</p>`,
  ];
};

const STATES: readonly State[] = ['added', 'removed', 'renamed', 'changed', 'same'];

const summary = (pairs: readonly TypePair[]): Content => {
  const counts = (states: readonly State[]): string =>
    STATES.map((state) => [state, states.filter((each) => each === state).length] as const)
      .filter(([, count]) => count > 0)
      .map(([state, count]) => `${count.toLocaleString('en')} ${state === 'same' ? 'alike' : state}`)
      .join(', ');
  const members = pairs.flatMap((pair) => pair.members.map(({ state }) => state));
  return [`Types: ${counts(pairs.map(({ state }) => state)) || 'none'}. `, `Fields and symbols: ${counts(members) || 'none'}.`];
};

/** Where values are no named type, nothing else tells what became of them. */
const rootChange = (older: SchemaDescription, newer: SchemaDescription, titles: Titles): Content => {
  const [was, is] = [older, newer].map(({ root }): Told => ({ type: textOf(root), facts: [] }));
  if (was === undefined || is === undefined || was.type === is.type) return false;
  return sideTable(
    'What a value is',
    titles,
    html`<tr class="changed"><th scope="row">Value</th>${memberCell('older', titles.older, was, is)}${memberCell('newer', titles.newer, is, was)}</tr>`,
  );
};

const typeTable = (pair: TypePair, titles: Titles, isWhole: boolean): Html => {
  const { older, newer, state, ownState, members, isReordered } = pair;
  const type = newer ?? older;
  if (type === undefined) return html``;
  const rows = isWhole ? members : folded(members);
  const own = ownState === 'same' && !isWhole ? false : row('the type', ownState, typeTold(older), typeTold(newer), titles);
  return html`<section class="type">
<h3><span class="kind">${type.kind}</span> ${older !== undefined && newer !== undefined && older.name !== newer.name ? `${older.name} → ${newer.name}` : type.shown} ${stateBadge(state)}</h3>
${isReordered && html`<p class="hint">The order is another; that changes nothing for readers.</p>`}
${sideTable(`${type.kind} ${type.name}`, titles, [own, rows.map((each) => memberRow(each, titles))])}
</section>
`;
};

const sideTable = (label: string, titles: Titles, rows: Content): Html => html`<table class="sides" aria-label="${label}">
<thead><tr><th scope="col">Name</th><th scope="col">${titles.older}</th><th scope="col">${titles.newer}</th></tr></thead>
<tbody>
${rows}</tbody></table>`;

const memberRow = (each: MemberPair | Fold, titles: Titles): Html => {
  if ('hidden' in each) return html`<tr class="fold"><td colspan="3">${each.hidden.toLocaleString('en')} alike</td></tr>\n`;
  const { older, newer, state } = each;
  const name =
    state === 'renamed'
      ? html`<code>${older?.name ?? ''}</code> → <code>${newer?.name ?? ''}</code>`
      : html`<code>${(newer ?? older)?.name ?? ''}</code>`;
  return row(name, state, memberTold(older), memberTold(newer), titles);
};

const row = (name: Content, state: State, older: Told | undefined, newer: Told | undefined, titles: Titles): Html => html`<tr class="${state}">
<th scope="row">${name} ${state !== 'same' && stateBadge(state)}</th>
${memberCell('older', titles.older, older, newer)}
${memberCell('newer', titles.newer, newer, older)}
</tr>
`;

const memberTold = (member: Member | undefined): Told | undefined =>
  member && { type: member.type === undefined ? member.name : textOf(member.type), facts: member.facts };

const typeTold = (type: TypeDescription | undefined): Told | undefined => type && { type: type.kind, facts: type.facts };

const KINDS: { readonly [state in State]: string } = { same: '', changed: 'warn', renamed: 'warn', added: 'good', removed: 'bad' };

const stateBadge = (state: State): Html => badge(state === 'same' ? 'alike' : state, KINDS[state]);
