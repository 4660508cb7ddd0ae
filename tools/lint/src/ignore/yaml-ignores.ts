import { textsOfYaml } from '@vyarna/contract/yaml';
import type { InPlace } from './in-place.ts';

const MARK = /(?<=^|\s)#[ \t]*vyarna:ignore\b[ \t]*(\S*)[ \t]*(.*)$/gm;

/**
 * Comments such as `# vyarna:ignore KEY_TENANT_WIDE siblings need order`, at the end of a line or on lines of their own above it. Each covers
 * what begins on that line: a key with all below it, an item of a list.
 */
export const yamlIgnores = (file: string, text: string): readonly InPlace[] => {
  if (!text.includes('vyarna:ignore')) return [];
  const lines = text.split('\n');
  const isInText = textsOfYaml(text);
  return [...text.matchAll(MARK)].flatMap(({ 0: whole, 1: rule = '', 2: reason = '', index }) => {
    if (isInText(index)) return [];
    const before = text.slice(0, index).split('\n');
    const line = before.length;
    const column = (before.at(-1) ?? '').length + 1;
    const isAlone = (before.at(-1) ?? '').trim() === '';
    const covered = isAlone ? nextContent(lines, line + 1) : line;
    const at = { file, line, column };
    const to = { line: endOf(lines, covered) + 1, column: 1 };
    return whole === '' ? [] : [{ at, rule, reason: reason.trim(), from: { line: covered, column: 1 }, to }];
  });
};

const isContent = (line: string): boolean => /^\s*[^\s#]/.test(line);

/** The first line from there on that holds more than a comment; lines count from 1. */
const nextContent = (lines: readonly string[], from: number): number => {
  for (let line = from; line <= lines.length; line++) if (isContent(lines[line - 1] ?? '')) return line;
  return from;
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The last line of what begins on a line: those below it that are indented more, or at once a list that is indented the same. */
const endOf = (lines: readonly string[], first: number): number => {
  const text = lines[first - 1] ?? '';
  const indent = indentOf(text);
  const holdsList = /^[^-].*:\s*(#.*)?$/.test(text.trim());
  let last = first;
  for (let line = first + 1; line <= lines.length; line++) {
    const next = lines[line - 1] ?? '';
    if (!isContent(next)) continue;
    const isInside = indentOf(next) > indent || (holdsList && indentOf(next) === indent && next.trim().startsWith('-'));
    if (!isInside) break;
    last = line;
  }
  return last;
};
