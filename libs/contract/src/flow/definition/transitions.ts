import type { Report, SourcePath } from './finding.ts';
import type { Transition } from './flow.ts';

const WORDS = ['continue', 'exit', 'end'] as const;

/** Reads a `then` of the task at `index` of its list: a word of the DSL, or the name of a later task of the same list. */
export const readTransition = (value: unknown, path: SourcePath, siblings: readonly string[], index: number, report: Report): Transition => {
  if (value === undefined) return { to: 'continue' };
  const word = WORDS.find((known) => known === value);
  if (word !== undefined) return { to: word };
  const target = typeof value === 'string' ? siblings.indexOf(value) : -1;
  if (target > index) return { to: 'task', index: target };
  const later = siblings.slice(index + 1);
  const hint = `Write continue, exit, end${later.length > 0 ? `, or a later task of this list: ${later.join(', ')}` : ''}.`;
  const message =
    target >= 0 ? `then leads back to ${String(value)}; a flow only goes forward.` : `then names no task of this list: ${String(value)}.`;
  report({ path, rule: 'FLOW_TRANSITION', message, hint });
  return { to: 'continue' };
};
