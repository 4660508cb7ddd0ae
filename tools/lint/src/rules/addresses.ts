import { ADDRESS_FORMS, hasForm, versionOf } from '../address.ts';
import type { Rule } from '../rule.ts';

const lowerCase: Rule = {
  id: 'ADDRESS_LOWER_CASE',
  level: 'BASIC',
  theme: 'NAMING',
  severity: 'error',
  why: 'Topic names are case-sensitive, so two spellings of one name are two topics, and messages go where nobody reads.',
  hint: 'Write the address in lower case.',
  channel({ model: { address, key }, place }, { sources }, report) {
    const fixed = address?.replaceAll(/\{[^{}]*\}/g, '');
    if (fixed === undefined || fixed === fixed.toLowerCase()) return;
    const lower = address?.replaceAll(/[^{}]+(?![^{}]*\})/g, (part) => part.toLowerCase());
    report(sources.get(place, 'address') ?? place, `The address ${address} of ${key} has capitals.`, `Write ${lower}.`);
  },
};

const form: Rule = {
  id: 'ADDRESS_FORM',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'An address of the usual form tells people and tools what travels there, who owns it and in which version.',
  hint: 'Rename it before it is active; an active channel is replaced by a new one that supersedes it.',
  channel({ model: { address, key, kind }, place, facts }, { sources }, report) {
    if (address === null || kind === null) return;
    const isStated = facts.at('kind') !== undefined;
    const forms = ADDRESS_FORMS[kind].filter(({ stated }) => isStated || stated !== true);
    if (forms.some((one) => hasForm(one, address))) return;
    const wanted = forms.map(({ like }) => like).join(' or ');
    report(sources.get(place, 'address') ?? place, `${key} is of kind ${kind}, so its address must be ${wanted}, not ${address}.`);
  },
};

const kind: Rule = {
  id: 'CHANNEL_KIND_UNKNOWN',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Defaults, checks and generated code follow from what a channel is for: a request, an event, a reply and so on.',
  hint: 'Give it an address of the form of its kind, or state x-vyarna.kind.',
  channel({ model, place }, _, report) {
    // With capitals it is of no form: said by ADDRESS_LOWER_CASE.
    if (model.kind === null && model.address === model.address?.toLowerCase())
      report(place, `The kind of ${model.key} cannot be told from its address: state x-vyarna.kind.`, '');
  },
};

/** Participles that do not end in -ed, as events are named by them. */
const IRREGULAR = new Set(
  'become begun bought brought built caught chosen cut done drawn driven fallen forgotten found frozen given gone grown held hidden hit kept known laid left lost made met overdue paid put read run seen sent set shown shut sold spent split sunk taken thrown told won withdrawn written rewritten overwritten reset resent undone'.split(
    ' ',
  ),
);

const pastTense: Rule = {
  id: 'EVENT_PAST_TENSE',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'warning',
  why: 'An event says what has happened; a name in the present reads as a command, and people send it as one.',
  hint: 'Name it by what was done, such as created, paid or sent.',
  channel({ model: { address, key, kind }, place }, { sources }, report) {
    if (kind !== 'event' || address === null) return;
    const word = versionOf(address.toLowerCase()).stem.split(/[.-]/).at(-1) ?? '';
    if (word.endsWith('ed') || IRREGULAR.has(word) || word.includes('{')) return;
    report(sources.get(place, 'address') ?? place, `${key} is an event, but "${word}" in its address does not say what has happened.`);
  },
};

const domain: Rule = {
  id: 'ADDRESS_DOMAIN',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Events and states belong to the application that sends them, and the first part of their address says which that is.',
  hint: 'Begin the address with the folder of its owner, or define the channel in the folder that the address names.',
  channel({ model: { address, key, kind }, document, place, facts }, { sources }, report) {
    if (address === null || (kind !== 'event' && kind !== 'state') || facts.at('kind') !== undefined) return;
    const folder = document.app.folder.split('/').at(-1) ?? '';
    const first = address.split('.')[0] ?? '';
    if (first.toLowerCase() === folder.toLowerCase()) return;
    report(sources.get(place, 'address') ?? place, `The address of ${key} begins with ${first}, but its owner is ${folder}.`);
  },
};

/** Kafka's limit for the name of a topic. */
const LONGEST = 249;

const length: Rule = {
  id: 'TOPIC_NAME_TOO_LONG',
  level: 'MINIMAL',
  theme: 'TOPICS',
  severity: 'error',
  why: `Kafka takes no topic name of more than ${LONGEST} characters, nor does it the dead letter topic, whose name adds the group's.`,
  hint: 'Shorten the address, or the group that receives it.',
  channel(channel, model, report) {
    const { address, key, server } = channel.model;
    if (address === null || server === 'postgresql' || server === 'amqp') return;
    const names = [address, ...model.receivers(channel).map(({ model: { group } }) => `${group}.${address}.dlq`)];
    const longest = names.reduce((a, b) => (b.length > a.length ? b : a));
    if (longest.length <= LONGEST) return;
    const at = model.sources.get(channel.place, 'address') ?? channel.place;
    report(at, `${key} needs a topic with a name of ${longest.length} characters, ${longest.slice(0, 40)}...; ${LONGEST} are allowed.`);
  },
};

export const addressRules: readonly Rule[] = [lowerCase, form, kind, pastTense, domain, length];
