import { type AvroType, referencesIn, shortNameOf } from '@vyarna/avro';
import { restatesName } from '../restates-name.ts';
import { inFile, type Rule } from '../rule.ts';
import { scalarsOf } from '../type-parts.ts';

const type: Rule = {
  id: 'TYPE_DOC_MISSING',
  level: 'BASIC',
  theme: 'DOCS',
  severity: 'error',
  why: 'The doc of a record or an enum is what readers of the code, the HTTP reference and the partner documents see of it.',
  hint: 'Add "doc": a sentence on what it stands for, which its name does not say.',
  type({ type: named, file }, _, report) {
    if (named.doc.trim() === '') report(inFile(file, named.position), `The ${named.kind} ${named.name} has no doc.`);
  },
};

const field: Rule = {
  id: 'FIELD_DOC_MISSING',
  level: 'BASIC',
  theme: 'DOCS',
  severity: 'error',
  why: 'Whoever fills or reads a field has its doc only: what it means, its unit, and when it is null.',
  hint: 'Add "doc": a sentence on its meaning, unit or origin.',
  field({ field: { name, doc, position }, record, file }, _, report) {
    if (doc.trim() === '') report(inFile(file, position), `The field ${record.shortName}.${name} has no doc.`);
  },
};

const RESTATES = 'does not say more than its name.';

const restates: Rule = {
  id: 'DOC_RESTATES_NAME',
  level: 'BASIC',
  theme: 'DOCS',
  severity: 'warning',
  why: 'A doc that repeats the name hides that the real one is missing: what it means, its unit, who sets it, when it is null.',
  hint: 'Say what the name does not: meaning, unit, origin, limits, or when it is absent.',
  type({ type: { doc, shortName, namespace, position, kind }, file }, _, report) {
    if (!restatesName({ doc, name: shortName, around: [namespace, kind, 'request command event'] })) return;
    report(inFile(file, position), `The doc of the ${kind} ${shortName}, "${doc}", ${RESTATES}`);
  },
  field({ field: { doc, name, type: of, position }, record, file }, _, report) {
    if (!restatesName({ doc, name, around: [record.shortName, ...namesIn(of)] })) return;
    report(inFile(file, position), `The doc of ${record.shortName}.${name}, "${doc}", ${RESTATES}`);
  },
};

const namesIn = (of: AvroType): readonly string[] => [
  ...scalarsOf(of).map(({ logical, type: plain }) => logical?.name ?? plain),
  ...referencesIn(of).map(({ name }) => shortNameOf(name)),
];

const summary: Rule = {
  id: 'SUMMARY_MISSING',
  level: 'STANDARD',
  theme: 'DOCS',
  severity: 'error',
  why: 'The summary of a channel, an operation or a message is the first line of its documents and of its generated code.',
  hint: 'Add summary: one sentence.',
  channel({ model, place }, _, report) {
    if (model.summary.trim() === '') report(place, `The channel ${model.key} has no summary.`);
  },
  message({ model, place }, _, report) {
    if (model.summary.trim() === '') report(place, `The message ${model.name} has no summary.`);
  },
  operation({ key, summary: text, place }, _, report) {
    if (text.trim() === '') report(place, `The operation ${key} has no summary.`);
  },
};

const description: Rule = {
  id: 'APP_DESCRIPTION_MISSING',
  level: 'STANDARD',
  theme: 'DOCS',
  severity: 'error',
  why: 'The description of an application is where its documents begin.',
  hint: 'Add info.description: what the application is for.',
  document({ app, root }, { sources }, report) {
    if (app.description.trim() === '') report(sources.get(root, 'info') ?? root, `${app.title} has no description.`);
  },
};

export const docRules: readonly Rule[] = [type, field, restates, summary, description];
