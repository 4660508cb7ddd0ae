import type { Rule } from '../rule.ts';

const CONSUMED = new Set(['request', 'trigger', 'event', 'state']);

const DURATION = /^[1-9]\d*(ms|s|m|h|d)$/;

const settings: Rule = {
  id: 'DEAD_LETTER_SETTINGS',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A misspelt setting leaves dead letters at the default, and they are gone before anyone has looked.',
  hint: 'Such as deadLetter: { retention: 30d }, on a channel that a group consumes.',
  channel(channel, model, report) {
    const at = model.fact(channel, 'deadLetter');
    const { key, kind } = channel.model;
    if (at === undefined) return;
    if (kind !== null && !CONSUMED.has(kind)) {
      report(at, `${key} is of kind ${kind}, which has no dead letters.`, 'Remove deadLetter.');
      return;
    }
    const retention = model.sources.get(at, 'retention');
    const other = model.sources.entries(at).find(([name]) => name !== 'retention');
    if (other !== undefined) report(other[1], `deadLetter has no "${other[0]}".`, 'It knows retention.');
    else if (retention === undefined || !DURATION.test(model.text(retention) ?? ''))
      report(retention ?? at, `The deadLetter of ${key} must have a retention such as 30d.`);
  },
};

const declared: Rule = {
  id: 'DEAD_LETTER_DECLARED',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Dead letter topics follow from the groups that receive; one written by hand is a second, wrong list.',
  hint: 'Remove the channel; settings go into x-vyarna.deadLetter of the channel that is consumed.',
  channel({ model: { key, kind }, place }, _, report) {
    if (kind === 'dead-letter') report(place, `${key} is a dead letter topic; these follow from the groups that receive.`);
  },
};

export const deadLetterRules: readonly Rule[] = [settings, declared];
