/** What an id means: where a consumer that met it looks first. */

import { DEFAULT_CONTEXT, writeName } from '../../registry/names.ts';
import { CODES, Refusal } from '../../registry/refusal.ts';
import type { SubjectVersion } from '../../registry/schema.ts';
import { type Html, html } from '../html/html.ts';
import { subjectsAddress } from '../html/links.ts';
import { renderPage } from '../html/page.ts';
import { countOf, versionLink } from '../html/words.ts';
import type { Asked } from '../schema/read-version.ts';

export interface SchemaUses {
  readonly id: number;
  readonly uses: readonly SubjectVersion[];
}

/** Refuses with 40403. */
export const loadUses = async (registry: Asked, id: number, context: string): Promise<SchemaUses> => {
  const subject = context === '' || context === DEFAULT_CONTEXT ? undefined : writeName({ context, subject: '' });
  const uses = await registry.query({ type: 'versions-of-id', id, subject, deleted: true });
  if (uses.length === 0) throw new Refusal(CODES.schemaNotFound, `No version of a subject has the schema ${id}.`);
  return { id, uses };
};

export const schemaIdPage = ({ id, uses }: SchemaUses): Html =>
  renderPage({
    title: `Schema ${id}`,
    trail: [{ text: 'Subjects', address: subjectsAddress() }],
    main: html`<h1>Schema ${id}</h1>
<p class="lead">${countOf(uses.length, 'version')} ${uses.length === 1 ? 'has' : 'have'} this schema:</p>
<ul>${uses.map((use) => html`<li>${versionLink(use)}</li>\n`)}</ul>`,
  });
