import type { RegisteredSchema } from '../../registry/schema.ts';
import { type Html, html } from '../html/html.ts';
import { textAddress } from '../html/links.ts';
import { prettyJson } from '../schema/pretty-json.ts';

/** Longer texts are for download only: a browser takes seconds for a field of so many lines. */
const MAX_LENGTH = 300_000;
const MAX_ROWS = 40;

/** The schema as JSON: in a field, so that it can be selected and copied also by keyboard and without a script. */
export const jsonSection = ({ schema, subject, version }: RegisteredSchema): Html => {
  const download = html`<a href="${textAddress({ subject, version })}" download>Download as it is kept</a>`;
  if (schema.length > MAX_LENGTH)
    return html`<p>With ${schema.length.toLocaleString('en')} characters it is too long to be shown here. ${download}</p>`;
  const text = prettyJson(schema);
  const rows = Math.min(MAX_ROWS, text.split('\n').length + 1);
  return html`<p class="actions" id="json-actions">${download}</p>
<textarea class="json" id="json" aria-label="The schema as JSON" readonly rows="${rows}" spellcheck="false" wrap="off" data-copy="json-actions">
${text}</textarea>`;
};
