import { didYouMean, LEVELS, type Level } from '@vyarna/avro';
import { KIND_LEVELS } from '@vyarna/release';
import type { Rule } from '../rule.ts';

/** From the strictest to none. */
const STRICTEST_FIRST: readonly Level[] = ['FULL_TRANSITIVE', 'FULL', 'BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'BACKWARD', 'FORWARD', 'NONE'];

const isLevel = (level: string): level is Level => (LEVELS as readonly string[]).includes(level);

const known: Rule = {
  id: 'LEVEL_UNKNOWN',
  level: 'STANDARD',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'A level that no registry knows checks nothing.',
  hint: `There are ${STRICTEST_FIRST.join(', ')}.`,
  channel(channel, model, report) {
    const at = model.fact(channel, 'level');
    const level = model.text(at) ?? '';
    if (at === undefined || isLevel(level)) return;
    report(at, `${channel.model.key} has an unknown compatibility level, "${level}".`, didYouMean(level, STRICTEST_FIRST, known.hint));
  },
};

const allowed: Rule = {
  id: 'LEVEL_TOO_LOW',
  level: 'STANDARD',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'Below the lowest level of its kind, a change that passes every check still breaks those who read what was written before.',
  hint: 'Make the break in a new channel that supersedes this one.',
  channel(channel, model, report) {
    const { kind, key } = channel.model;
    const at = model.fact(channel, 'level');
    const level = model.text(at);
    if (kind === null || at === undefined || level === undefined || !isLevel(level)) return;
    const policy = KIND_LEVELS[kind];
    const levels = [policy.level, ...policy.lower];
    const isStricter = kind === 'snapshot' && level === 'FULL_TRANSITIVE';
    if (!levels.includes(level) && !isStricter) report(at, `${key} is of kind ${kind}, so its level must be ${levels.join(' or ')}, not ${level}.`);
  },
};

const reasoned: Rule = {
  id: 'LEVEL_WITHOUT_REASON',
  level: 'STANDARD',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'A lower level lets changes through that break somebody; whoever meets that must learn why it was allowed.',
  hint: 'State x-vyarna.reason, in a sentence.',
  channel(channel, model, report) {
    const { kind, key } = channel.model;
    const at = model.fact(channel, 'level');
    const level = model.text(at);
    if (kind === null || at === undefined || level === undefined) return;
    if (!(KIND_LEVELS[kind].lower as readonly string[]).includes(level)) return;
    if ((model.text(model.fact(channel, 'reason')) ?? '').trim() === '')
      report(at, `${key} has the level ${level}, which is lower than ${KIND_LEVELS[kind].level}, without a reason.`);
  },
};

export const levelRules: readonly Rule[] = [known, allowed, reasoned];
