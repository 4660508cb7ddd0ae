import { type Content, type Html, html } from '../html/html.ts';
import { compareAddress, subjectAddress, subjectsAddress } from '../html/links.ts';
import { renderPage } from '../html/page.ts';
import { badge, versionLink } from '../html/words.ts';
import { versionChoice } from '../subjects/subject-page.ts';
import { fieldsComparison } from './fields-comparison.ts';
import { jsonComparison } from './json-comparison.ts';
import { nameOf } from './level-words.ts';
import type { Comparison } from './load-comparison.ts';
import { verdictSection } from './verdict-section.ts';

export interface CompareOptions {
  readonly as: 'fields' | 'json';
  /** Also what did not change. */
  readonly isWhole: boolean;
}

export const comparePage = (comparison: Comparison, { as, isWhole }: CompareOptions): Html => {
  const { older, newer } = comparison;
  const isOneSubject = older.registered.subject === newer.registered.subject;
  const [was, is] = [nameOf(older, isOneSubject), nameOf(newer, isOneSubject)];
  const { subject } = older.registered;
  return renderPage({
    title: isOneSubject ? `${subject} ${was} and ${is}` : `${was} and ${is}`,
    here: `${was} and ${is}`,
    trail: [
      { text: 'Subjects', address: subjectsAddress() },
      { text: subject, address: subjectAddress(subject) },
    ],
    main: html`<h1>${isOneSubject && `${subject}, `}${was} and ${is}</h1>
<p class="actions">${versionLink(older.registered)} ${versionLink(newer.registered)}</p>
${choices(comparison)}
${verdictSection(comparison)}
<h2 id="differences">Differences</h2>
${ways(comparison, { as, isWhole })}
${differences(comparison, { as, isWhole }, { older: was, newer: is })}`,
  });
};

const differences = ({ older, newer }: Comparison, { as, isWhole }: CompareOptions, titles: { older: string; newer: string }): Content => {
  const [was, is] = [older.read.schema, newer.read.schema];
  if (as === 'fields' && was !== null && is !== null) return fieldsComparison(was, is, titles, isWhole);
  const reasons = [...new Set([older.read.reason, newer.read.reason])].filter((reason) => reason !== '');
  return [
    reasons.map((reason) => html`<p class="hint">${reason}</p>`),
    jsonComparison(older.registered.schema, newer.registered.schema, titles, isWhole),
  ];
};

/** By fields or as JSON, only what changed or all. */
const ways = ({ older, newer }: Comparison, { as, isWhole }: CompareOptions): Html => {
  const at = { older: older.registered, newer: newer.registered };
  const way = (text: string, isHere: boolean, parameters: Partial<CompareOptions>): Html => {
    const to = { as, isWhole, ...parameters };
    if (isHere) return html`<strong>${text}</strong>`;
    return html`<a href="${compareAddress({ ...at, as: to.as, all: to.isWhole })}#differences">${text}</a>`;
  };
  const isReadable = older.read.schema !== null && newer.read.schema !== null;
  return html`<p class="actions ways">
${isReadable && html`<span>${way('By fields', as === 'fields', { as: 'fields' })} ${way('As JSON', as === 'json', { as: 'json' })}</span>`}
<span>${way('Changes only', !isWhole, { isWhole: false })} ${way('Everything', isWhole, { isWhole: true })}</span></p>`;
};

const choices = ({ older, newer, versions }: Comparison): Html => {
  const { subject } = older.registered;
  const isOneSubject = subject === newer.registered.subject;
  return html`<form class="filter" action="compare" aria-label="Compare other versions">
<input type="hidden" name="subject" value="${subject}">
${versionChoice('older', `${isOneSubject ? 'Compare version' : `${subject} version`}`, versions, older.registered.version)}
${
  isOneSubject
    ? versionChoice('newer', 'with version', versions, newer.registered.version)
    : html`<input type="hidden" name="with" value="${newer.registered.subject}">
<div><label for="newer">${newer.registered.subject} version</label> <input id="newer" name="newer" value="${newer.registered.version}" size="6" autocomplete="off"></div>`
}
<button>Compare</button>
</form>
<details class="other"><summary>Compare with another subject</summary>
<form class="filter" action="compare" aria-label="Compare with another subject">
<input type="hidden" name="subject" value="${subject}"><input type="hidden" name="older" value="${older.registered.version}">
<div><label for="with">Version ${older.registered.version} with subject</label> <input id="with" name="with" required autocomplete="off" spellcheck="false"></div>
<div><label for="with-version">version</label> <input id="with-version" name="newer" value="latest" size="6" autocomplete="off"></div>
<button>Compare</button>
</form></details>
${
  (older.registered.deleted || newer.registered.deleted) &&
  html`<p>${badge('deleted', 'bad')} ${[older, newer]
    .filter(({ registered }) => registered.deleted)
    .map((side) => nameOf(side, isOneSubject))
    .join(' and ')}</p>`
}`;
};
