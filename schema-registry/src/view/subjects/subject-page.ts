import type { RegisteredSchema } from '../../registry/schema.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { compareAddress, subjectAddress, subjectsAddress, versionAddress } from '../html/links.ts';
import { renderPage } from '../html/page.ts';
import { pagesOf } from '../html/pages.ts';
import { badge, countOf, DELETED, moment, scrolling, subjectTitle } from '../html/words.ts';
import { describeSchema } from '../schema/describe-schema.ts';
import { references, schemaId, versionFacts } from '../version/details.ts';
import type { Change, Fit } from './changes.ts';
import { type SubjectFound, VERSIONS_PAGE } from './load-subject.ts';
import { settingsList } from './settings-list.ts';

export const subjectPage = (found: SubjectFound): Html => {
  const { subject, versions, config, mode, newest } = found;
  const deleted = versions.filter((each) => each.deleted).length;
  return renderPage({
    title: subject,
    trail: [{ text: 'Subjects', address: subjectsAddress() }],
    main: html`<h1>${subjectTitle(subject)}${deleted === versions.length && [' ', DELETED]}</h1>
<p class="lead">${countOf(versions.length - deleted, 'version')}${deleted > 0 && html` and ${deleted.toLocaleString('en')} deleted`}</p>
${settingsList(subject, config, mode)}
${compareForm(found)}
<h2>Versions</h2>
${versionsTable(found)}
${newest !== undefined && newestSection(newest)}`,
  });
};

const newestSection = (newest: NonNullable<SubjectFound['newest']>): Html => {
  const { registered, read } = newest;
  return html`<h2>Version ${registered.version}</h2>
<p class="actions"><a href="${versionAddress(registered)}">Read the schema</a></p>
${versionFacts(newest, read.schema === null ? null : describeSchema(read.schema))}`;
};

/** Preset to the last two. */
const compareForm = ({ subject, versions }: SubjectFound): Content => {
  // Stable: those that are not deleted first, each newest first.
  const [newest, second] = versions.toSorted((left, right) => Number(left.deleted) - Number(right.deleted));
  if (newest === undefined || second === undefined) return false;
  return html`<form class="filter" action="compare" aria-label="Compare two versions">
<input type="hidden" name="subject" value="${subject}">
${versionChoice('older', 'Compare version', versions, Math.min(newest.version, second.version))}
${versionChoice('newer', 'with version', versions, Math.max(newest.version, second.version))}
<button>Compare</button>
</form>`;
};

export const versionChoice = (name: string, label: string, versions: SubjectFound['versions'], chosen: number): Html => {
  const option = ({ version, deleted }: { version: number; deleted: boolean }): Html =>
    html`<option value="${version}"${version === chosen && html` selected`}>${version}${deleted && ' (deleted)'}</option>`;
  return html`<div><label for="${name}">${label}</label> <select id="${name}" name="${name}">${versions.map(option)}</select></div>`;
};

const versionsTable = ({ subject, versions, shown, offset, changes }: SubjectFound): Content => {
  const pages = pagesOf(offset, VERSIONS_PAGE, versions.length, 'version', (page) => subjectAddress(subject, page));
  return [
    scrolling(
      'Versions',
      html`<table class="list">
<thead><tr><th scope="col">Version</th><th scope="col">Schema id</th><th scope="col">Type</th><th scope="col">Registered</th><th scope="col">References</th><th scope="col">Changes</th></tr></thead>
<tbody>
${shown.map((each) => versionRow(each, changes.get(each.version)))}</tbody>
</table>`,
    ),
    pages,
  ];
};

const versionRow = (registered: RegisteredSchema, change: Change | undefined): Html => {
  const { subject, version, schemaType, timestamp, deleted } = registered;
  return html`<tr${deleted && html` class="gone"`}>
<th scope="row"><a href="${versionAddress(registered)}">version ${version}</a>${deleted && [' ', DELETED]}</th>
<td>${schemaId(registered)}</td><td>${schemaType}</td><td>${moment(timestamp)}</td>
<td>${references(registered)}</td>
<td>${change === undefined ? html`<small>the first</small>` : changeWords(subject, version, change)}</td>
</tr>
`;
};

const changeWords = (subject: string, version: number, { since, fits }: Change): Content => {
  const address = compareAddress({ older: { subject, version: since }, newer: { subject, version } });
  return html`<a href="${address}">since version ${since}</a> ${fits !== undefined && fitBadge(fits)}`;
};

const fitBadge = ({ backward, forward }: Fit): Html => {
  if (backward && forward) return badge('fits both ways', 'good');
  if (backward || forward) return badge(backward ? 'backward only' : 'forward only', 'warn');
  return badge('fits neither way', 'bad');
};
