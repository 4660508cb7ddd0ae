/** A schema for people: each type with its fields, docs, defaults, limits and tags. */
import type { SubjectVersion } from '../../registry/schema.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { badge, versionLink } from '../html/words.ts';
import type { Member, SchemaDescription, TypeDescription } from './describe-schema.ts';
import { type Fact, valuesOf } from './facts.ts';
import type { Words } from './type-words.ts';

export const schemaSection = ({ root, types }: SchemaDescription, origins: ReadonlyMap<string, SubjectVersion>): Content => [
  html`<p class="root">A value is: ${words(root)}</p>`,
  types.length > 5 && contents(types),
  types.map((type) => typeSection(type, origins.get(type.name))),
];

const anchor = (name: string): string => `type-${name}`;

const words = (parts: Words): Content =>
  parts.map((part) => (typeof part === 'string' ? part : html`<a href="#${anchor(part.name)}">${part.shown}</a>`));

const contents = (types: readonly TypeDescription[]): Html => html`<details class="contents"><summary>${types.length} types</summary>
<ul>${types.map(({ name, shown }) => html`<li><a href="#${anchor(name)}">${shown}</a></li>`)}</ul></details>`;

const typeSection = (
  type: TypeDescription,
  origin: SubjectVersion | undefined,
): Html => html`<section class="type" id="${anchor(type.name)}" aria-label="${type.kind} ${type.name}">
<h3><span class="kind">${type.kind}</span> ${type.shown}</h3>
${type.shown !== type.name && html`<p class="full-name">${type.name}</p>`}
${origin !== undefined && html`<p class="origin">Defined in ${versionLink(origin)}.</p>`}
${factsOf(type.facts, [])}
${type.kind === 'enum' && symbols(type)}
${(type.kind === 'record' || type.kind === 'error') && fields(type)}
</section>
`;

const symbols = ({ name, members }: TypeDescription): Html =>
  html`<ul class="symbols" aria-label="Symbols of ${name}">${members.map((symbol) => html`<li><code>${symbol.name}</code></li>\n`)}</ul>`;

const fields = ({ name, members }: TypeDescription): Html => {
  if (members.length === 0) return html`<p class="empty">It has no fields.</p>`;
  return html`<table class="fields" aria-label="Fields of ${name}">
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Default</th><th scope="col">Meaning</th></tr></thead>
<tbody>
${members.map(field)}</tbody></table>`;
};

const field = ({ name, type = [], facts }: Member): Html => html`<tr>
<th scope="row"><code>${name}</code></th>
<td>${words(type)}</td>
<td>${defaultOf(facts)}</td>
<td>${factsOf(facts, ['Default'])}</td>
</tr>
`;

const defaultOf = (facts: readonly Fact[]): Content => {
  const [value] = valuesOf(facts, 'Default');
  return value === undefined ? html`<small>none</small>` : html`<code>${value}</code>`;
};

const factsOf = (facts: readonly Fact[], without: readonly string[]): Content =>
  facts.filter(({ label }) => !without.includes(label)).map(({ label, values }) => html`<div class="fact">${factContent(label, values)}</div>\n`);

const factContent = (label: string, values: readonly string[]): Content => {
  switch (label) {
    case 'Doc':
      return values;
    case 'Tags':
      return [html`<span class="label">Tags</span> `, values.map((value) => [badge(value, 'tag'), ' '])];
    case 'Limits':
    case 'Size':
      return [html`<span class="label">${label}</span> `, values.join(', ')];
    default:
      return [html`<span class="label">${label}</span> `, values.map((value) => [html`<code>${value}</code>`, ' '])];
  }
};
