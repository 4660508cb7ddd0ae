/** One side of a row: what a version says of a field, with what differs from the other version marked. */
import { type Content, type Html, html } from '../html/html.ts';
import type { Fact } from '../schema/facts.ts';
import { type Marked, markChange } from './mark-change.ts';

export type SideName = 'older' | 'newer';

export interface Told {
  /** The type in words; empty for what has none. */
  readonly type: string;
  readonly facts: readonly Fact[];
}

export const memberCell = (side: SideName, title: string, own: Told | undefined, other: Told | undefined): Html => {
  if (own === undefined) return html`<td class="absent" data-side="${title}">–</td>`;
  const isAlone = other === undefined;
  const type = own.type === '' ? false : html`<div class="member-type">${marked(side, own.type, isAlone ? own.type : other.type)}</div>`;
  return html`<td data-side="${title}">${type}${own.facts.map((fact) => told(side, fact, isAlone ? fact : other.facts.find(({ label }) => label === fact.label)))}</td>`;
};

const told = (side: SideName, { label, values }: Fact, other: Fact | undefined): Html => {
  const text = values.join(', ');
  const content = marked(side, text, other?.values.join(', ') ?? '');
  return html`<div class="fact">${label !== 'Doc' && html`<span class="label">${label}</span> `}${content}</div>`;
};

const marked = (side: SideName, own: string, other: string): Content => {
  const [was, is] = side === 'older' ? markChange(own, other) : markChange(other, own);
  return side === 'older' ? inMarks('older', was) : inMarks('newer', is);
};

const inMarks = (side: SideName, { before, own, after }: Marked): Content => [
  before,
  own !== '' && (side === 'older' ? html`<del>${own}</del>` : html`<ins>${own}</ins>`),
  after,
];
