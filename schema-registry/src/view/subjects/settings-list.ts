import type { Config, Mode } from '../../registry/config.ts';
import { besideSubject, parseName } from '../../registry/names.ts';
import type { Metadata, RuleSet } from '../../registry/schema.ts';
import { type Definition, definitions } from '../html/definitions.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { subjectAddress } from '../html/links.ts';
import { contextWords, LEVEL_WORDS, MODE_WORDS } from '../html/words.ts';
import type { Setting } from './load-subjects.ts';

/** What holds for a subject, and whether it is set there. */
export const settingsList = (subject: string, config: Setting<Config>, mode: Setting<Mode>): Html => {
  const { compatibilityLevel: level = 'NONE', compatibilityGroup, normalize, validateFields, validateNewSchemas, alias } = config.value;
  return definitions([
    ['Context', contextWords(parseName(subject).context)],
    ['Level', [html`<strong>${level}</strong>${origin(config)} `, LEVEL_WORDS[level]]],
    ['Mode', [html`<strong>${mode.value}</strong>${origin(mode)} `, MODE_WORDS[mode.value]]],
    alias === undefined
      ? undefined
      : ['Alias', [html`Requests for it mean `, html`<a class="name" href="${subjectAddress(besideSubject(alias, subject))}">${alias}</a>`]],
    compatibilityGroup === undefined
      ? undefined
      : ['Group', html`Only versions with the same value of the metadata property <code>${compatibilityGroup}</code> are compared.`],
    normalize === undefined
      ? undefined
      : ['Normalize', normalize ? 'Schemas are written in one way before they are kept.' : 'Schemas are kept as they are sent.'],
    validateFields === true ? ['Reserved fields', 'Fields that the metadata reserves must not be used.'] : undefined,
    validateNewSchemas === false ? ['Defaults', 'Avro schemas are taken although a default does not fit its type.'] : undefined,
    ...added('Default metadata', config.value.defaultMetadata),
    ...added('Override metadata', config.value.overrideMetadata),
    ...added('Default rules', config.value.defaultRuleSet),
    ...added('Override rules', config.value.overrideRuleSet),
  ]);
};

const origin = ({ isOwn }: Setting<unknown>): Content => !isOwn && html` <small>(not set here)</small>`;

const added = (term: string, value: Metadata | RuleSet | undefined): readonly Definition[] =>
  value === undefined ? [] : [[term, html`<code>${JSON.stringify(value)}</code>`]];
