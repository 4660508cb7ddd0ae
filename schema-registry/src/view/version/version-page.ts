import { type Content, type Html, html } from '../html/html.ts';
import { compareAddress, subjectAddress, subjectsAddress } from '../html/links.ts';
import { renderPage } from '../html/page.ts';
import { DELETED, subjectTitle } from '../html/words.ts';
import { describeSchema } from '../schema/describe-schema.ts';
import { schemaSection } from '../schema/schema-section.ts';
import { neighbour, versionFacts } from './details.ts';
import { jsonSection } from './json-section.ts';
import type { VersionFound } from './load-version.ts';

export const versionPage = (found: VersionFound): Html => {
  const { registered, read, previous, next } = found;
  const { subject, version, deleted } = registered;
  const description = read.schema === null ? null : describeSchema(read.schema);
  return renderPage({
    title: `${subject} version ${version}`,
    here: `version ${version}`,
    trail: [
      { text: 'Subjects', address: subjectsAddress() },
      { text: subject, address: subjectAddress(subject) },
    ],
    main: html`<h1>${subjectTitle(subject)} <span class="version">version ${version}</span>${deleted && [' ', DELETED]}</h1>
<p class="actions">${neighbour(subject, previous, '← Version', 'prev')} ${neighbour(subject, next, 'Version', 'next')} ${comparison(found)} <a href="#as-json">JSON</a></p>
${versionFacts(found, description)}
<h2 id="as-types">Schema</h2>
${description === null ? html`<p class="empty">${read.reason}</p>` : schemaSection(description, read.origins)}
<h2 id="as-json">JSON</h2>
${jsonSection(registered)}`,
  });
};

const comparison = ({ registered: { subject, version }, previous }: VersionFound): Content => {
  if (previous === undefined) return false;
  const address = compareAddress({ older: { subject, version: previous }, newer: { subject, version } });
  return html`<a href="${address}">Compare with version ${previous}</a>`;
};
