import type { Finding } from './finding.ts';

const BEGIN = /^<{7} .*$/m;
const END = /^>{7} .*$/m;

/** One finding for each file that Git left with conflict markers; whatever else is wrong with it, is wrong because of them. */
export const conflictsIn = (texts: ReadonlyMap<string, string | undefined>): readonly Finding[] =>
  [...texts].flatMap(([file, text]): readonly Finding[] => {
    const at = text === undefined || !END.test(text) ? -1 : text.search(BEGIN);
    if (text === undefined || at < 0) return [];
    return [
      {
        file,
        line: text.slice(0, at).split('\n').length,
        column: 1,
        rule: 'BROKEN_MERGE',
        severity: 'error',
        message: 'Here begins a merge conflict that is not resolved.',
        hint: 'Resolve it here; generated/ needs no resolving: make codegen writes it anew.',
      },
    ];
  });
