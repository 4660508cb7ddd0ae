/** Two versions side by side, as JSON. */
import { type Content, type Html, html } from '../html/html.ts';
import { prettyJson } from '../schema/pretty-json.ts';
import { diffLines, type Line, type LinePair } from './diff-lines.ts';
import type { Titles } from './fields-comparison.ts';
import { folded } from './folded.ts';
import { type Marked, markChange } from './mark-change.ts';

const MAX_ROWS = 10_000;

export const jsonComparison = (older: string, newer: string, titles: Titles, isWhole: boolean): Content => {
  const pairs = diffLines(prettyJson(older), prettyJson(newer));
  if (!isWhole && pairs.every(({ state }) => state === 'same')) return html`<p class="summary">Both have the same JSON.</p>`;
  const rows = isWhole ? pairs : folded(pairs);
  const further = rows.length - MAX_ROWS;
  return html`<table class="lines" aria-label="The schemas as JSON, line by line">
<thead><tr><th scope="col"><span class="unseen">Line</span></th><th scope="col">${titles.older}</th><th scope="col"><span class="unseen">Line</span></th><th scope="col">${titles.newer}</th></tr></thead>
<tbody>
${rows.slice(0, MAX_ROWS).map((each) => ('hidden' in each ? html`<tr class="fold"><td colspan="4">${each.hidden.toLocaleString('en')} lines alike</td></tr>\n` : lineRow(each)))}</tbody></table>
${further > 0 && html`<p class="fold">${further.toLocaleString('en')} more rows are not shown.</p>`}`;
};

const lineRow = ({ state, older, newer }: LinePair): Html => {
  const [was, is] = state === 'changed' ? markChange(older?.text ?? '', newer?.text ?? '') : [undefined, undefined];
  return html`<tr class="${state}">${side(older, was && [was.before, html`<del>${was.own}</del>`, was.after], 'removed')}${side(newer, is && marks(is), 'added')}</tr>
`;
};

const marks = ({ before, own, after }: Marked): Content => [before, html`<ins>${own}</ins>`, after];

const side = (line: Line | undefined, marked: Content, kind: 'added' | 'removed'): Html =>
  line === undefined
    ? html`<td class="number"></td><td class="absent"></td>`
    : html`<td class="number">${line.number}</td><td class="line ${kind}">${marked === undefined ? line.text : marked}</td>`;
