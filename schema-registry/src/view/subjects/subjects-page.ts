import { DEFAULT_CONTEXT } from '../../registry/names.ts';
import type { Include } from '../../registry/queries.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { subjectAddress, subjectsAddress, versionAddress } from '../html/links.ts';
import { renderPage } from '../html/page.ts';
import { pagesOf } from '../html/pages.ts';
import { badge, contextWords, countOf, DELETED, LEVEL_WORDS, MODE_WORDS, scrolling } from '../html/words.ts';
import { emptyRegistry } from './empty-registry.ts';
import { PAGE, type Setting, type SubjectRow, type SubjectsAsked, type SubjectsFound } from './load-subjects.ts';

/** `origin` is the registry's own address as the browser sees it. */
export const subjectsPage = (asked: SubjectsAsked, found: SubjectsFound, origin: string): Html => {
  const content = found.all === 0 ? emptyRegistry(origin) : [filterForm(asked, found), list(asked, found)];
  return renderPage({ title: 'Subjects', trail: [], main: html`<h1>Subjects</h1>\n${summary(asked, found)}\n${content}` });
};

const summary = ({ context }: SubjectsAsked, { all, allDeleted, contexts, config, mode }: SubjectsFound): Html => {
  const level = config.compatibilityLevel ?? 'NONE';
  const deleted = allDeleted === 0 ? '' : `, ${allDeleted.toLocaleString('en')} of them deleted,`;
  const where = context === '' || context === '.' ? 'Where a subject sets nothing' : `Where a subject of the context ${context} sets nothing`;
  return html`<p class="lead"><strong>${countOf(all, 'subject')}</strong>${deleted} in ${countOf(contexts.length, 'context')}. ${where}, the level is
<strong>${level}</strong> (${LEVEL_WORDS[level]}) and the mode <strong>${mode}</strong> (${MODE_WORDS[mode]})</p>`;
};

const INCLUDES: readonly (readonly [Include, string])[] = [
  ['all', 'all'],
  ['active', 'in use'],
  ['deleted', 'deleted'],
];

const filterForm = ({ prefix, context, include }: SubjectsAsked, { contexts }: SubjectsFound): Html => {
  const option = (value: string, text: string, isChosen: boolean): Html =>
    isChosen ? html`<option value="${value}" selected>${text}</option>` : html`<option value="${value}">${text}</option>`;
  return html`<form class="filter" action="./" aria-label="Filter of subjects">
<div><label for="prefix">Name starts with</label>
<input id="prefix" name="prefix" type="search" value="${prefix}" aria-describedby="prefix-hint" autocomplete="off" spellcheck="false"></div>
<div><label for="context">Context</label>
<select id="context" name="context">${option('', 'all contexts', context === '')}${contexts.map((each) => option(each, contextWords(each), each === context))}</select></div>
<div><label for="include">Show</label>
<select id="include" name="include">${INCLUDES.map(([value, text]) => option(value, text, value === include))}</select></div>
<button>Filter</button>
<p class="hint" id="prefix-hint">A * stands for anything: <code>*order</code> finds names with order in them.</p>
</form>`;
};

const list = (asked: SubjectsAsked, found: SubjectsFound): Content => {
  const { prefix, context, include } = asked;
  if (found.matching === 0) return html`<p class="empty">No subject fits. <a href="${subjectsAddress()}">Show all subjects</a></p>`;
  const pages = pagesOf(found.offset, PAGE, found.matching, 'subject', (page) => subjectsAddress({ prefix, context, include, page }));
  return [
    pages,
    scrolling(
      'Subjects',
      html`<table class="list">
<thead><tr><th scope="col">Subject</th><th scope="col">Versions</th><th scope="col">Newest</th><th scope="col">Level</th><th scope="col">Mode</th></tr></thead>
<tbody>
${found.rows.map(row)}</tbody>
</table>`,
    ),
    found.matching > PAGE && pages,
  ];
};

const row = ({ name, context, subject, active, deleted, config, mode }: SubjectRow): Html => {
  const newest = active.at(-1);
  return html`<tr${newest === undefined && html` class="gone"`}>
<th scope="row">${context !== DEFAULT_CONTEXT && [badge(context), ' ']}<a class="name" href="${subjectAddress(name)}">${subject}</a>${newest === undefined && [' ', DELETED]}</th>
<td class="count">${active.length}${deleted.length > 0 && html` <small>and ${deleted.length} deleted</small>`}</td>
<td>${newest === undefined ? '–' : html`<a href="${versionAddress({ subject: name, version: newest })}" aria-label="${name} version ${newest}">${newest}</a>`}</td>
<td>${setting({ ...config, value: config.value.compatibilityLevel ?? 'NONE' })}</td>
<td>${mode.value === 'READWRITE' ? setting(mode) : badge(mode.value, 'warn')}</td>
</tr>
`;
};

/** What the subject sets itself stands out. */
const setting = ({ value, isOwn }: Setting<string>): Html => (isOwn ? html`<strong>${value}</strong>` : html`<small>${value}</small>`);
