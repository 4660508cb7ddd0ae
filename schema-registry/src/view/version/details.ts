/** What is known of a version beside its schema. */

import { besideSubject, parseName } from '../../registry/names.ts';
import type { Metadata, Reference, RegisteredSchema, Rule, RuleSet, SubjectVersion } from '../../registry/schema.ts';
import { type Definition, definitions } from '../html/definitions.ts';
import { type Content, type Html, html, joined } from '../html/html.ts';
import { schemaIdAddress, versionAddress } from '../html/links.ts';
import { badge, countOf, DELETED, moment, scrolling, versionLink } from '../html/words.ts';
import type { SchemaDescription } from '../schema/describe-schema.ts';
import { valuesOf } from '../schema/facts.ts';
import type { VersionDetails } from './load-version.ts';

export const versionFacts = ({ registered, referencedBy, furtherReferrers }: VersionDetails, description: SchemaDescription | null): Content => [
  definitions([
    ['Schema id', schemaId(registered)],
    ['Type', registered.schemaType],
    ['Registered', moment(registered.timestamp)],
    ['Guid', html`<code>${registered.guid}</code>`],
    registered.deleted ? ['Status', [DELETED, ' It can still be read by its number and its id.']] : undefined,
    ['References', references(registered)],
    ['Referenced by', referrers(referencedBy, furtherReferrers)],
    ...tags(registered.metadata, description),
    ...properties(registered.metadata),
  ]),
  rules(registered.ruleSet),
];

export const schemaId = ({ id, subject }: RegisteredSchema): Html => html`<a href="${schemaIdAddress(id, parseName(subject).context)}">${id}</a>`;

export const references = ({ references: all, subject }: RegisteredSchema): Content =>
  all.length === 0
    ? html`<small>none</small>`
    : joined(
        all.map((each) => reference(each, subject)),
        html`<br>`,
      );

const reference = ({ name, subject, version }: Reference, from: string): Content => [
  html`<code>${name}</code> is `,
  version === -1 ? html`the newest version of ${subject}` : versionLink({ subject: besideSubject(subject, from), version }),
];

const referrers = (all: readonly SubjectVersion[], further: number): Content => {
  if (all.length === 0) return html`<small>none</small>`;
  return [joined(all.map(versionLink), html`<br>`), further > 0 && html`<br>and ${countOf(further, 'schema')} more`];
};

/** Those in the schema, with the fields that have them, and those in the metadata, with their paths. */
const tags = (metadata: Metadata | null, description: SchemaDescription | null): readonly Definition[] => {
  const places = new Map<string, string[]>();
  const add = (tag: string, place: string): void => {
    const known = places.get(tag);
    if (known === undefined) places.set(tag, [place]);
    else known.push(place);
  };
  for (const type of description?.types ?? []) {
    for (const tag of valuesOf(type.facts, 'Tags')) add(tag, type.shown);
    for (const member of type.members) for (const tag of valuesOf(member.facts, 'Tags')) add(tag, `${type.shown}.${member.name}`);
  }
  for (const [path, all] of Object.entries(metadata?.tags ?? {})) for (const tag of all) add(tag, path);
  if (places.size === 0) return [];
  return [
    [
      'Tags',
      joined(
        [...places].map(([tag, at]) => [badge(tag, 'tag'), ' ', placesOf(at)]),
        html`<br>`,
      ),
    ],
  ];
};

const MAX_PLACES = 20;

const placesOf = (places: readonly string[]): Content => [
  joined(
    places.slice(0, MAX_PLACES).map((place) => html`<code>${place}</code>`),
    ', ',
  ),
  places.length > MAX_PLACES && ` and ${places.length - MAX_PLACES} more`,
];

const properties = (metadata: Metadata | null): readonly Definition[] => {
  const entries = Object.entries(metadata?.properties ?? {});
  if (entries.length === 0) return [];
  const isSensitive = (name: string): boolean => metadata?.sensitive?.includes(name) === true;
  const told = entries.map(([name, value]) => [
    html`<code>${name}</code> `,
    isSensitive(name) ? html`<small>hidden, as it is sensitive</small>` : value,
  ]);
  return [['Metadata', joined(told, html`<br>`)]];
};

const KINDS = [
  ['migrationRules', 'migration'],
  ['domainRules', 'domain'],
  ['encodingRules', 'encoding'],
] as const;

const rules = (ruleSet: RuleSet | null): Content => {
  const all = KINDS.flatMap(([kind, shown]) => (ruleSet?.[kind] ?? []).map((each) => ({ shown, each })));
  if (all.length === 0) return false;
  return html`<h2>Rules</h2>
<p class="hint">Clients carry them out; the registry keeps them.</p>
${scrolling(
  'Rules',
  html`<table class="list rules"><thead><tr><th scope="col">Rule</th><th scope="col">Set</th><th scope="col">Kind</th><th scope="col">When</th><th scope="col">Type</th><th scope="col">Says</th></tr></thead>
<tbody>${all.map(({ shown, each }) => rule(shown, each))}</tbody></table>`,
)}`;
};

const rule = (set: string, { name, doc, kind, mode, type, tags: tagged = [], params, expr, onSuccess, onFailure, disabled }: Rule): Html => html`<tr>
<th scope="row"><code>${name}</code>${disabled === true && [' ', badge('disabled', 'warn')]}</th>
<td>${set}</td><td>${kind ?? '–'}</td><td>${mode ?? '–'}</td><td>${type}</td>
<td>${doc !== undefined && html`<div>${doc}</div>`}${expr !== undefined && html`<div><code>${expr}</code></div>`}
${tagged.map((tag) => badge(tag, 'tag'))}
${Object.entries(params ?? {}).map(([param, value]) => html`<div><code>${param}</code> ${value}</div>`)}
${onSuccess !== undefined && html`<div><span class="label">On success</span> ${onSuccess}</div>`}
${onFailure !== undefined && html`<div><span class="label">On failure</span> ${onFailure}</div>`}</td>
</tr>
`;

/** The way from a version to those around it. */
export const neighbour = (subject: string, version: number | undefined, text: string, rel: 'prev' | 'next'): Content =>
  version !== undefined && html`<a rel="${rel}" href="${versionAddress({ subject, version })}">${text} ${version}</a>`;
