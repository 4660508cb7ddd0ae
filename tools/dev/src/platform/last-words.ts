import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Why a program ended, from the lines that it said: the last one, or, where Node ended it for an error that nothing caught, that error with the
 * place that threw it, in a file relative to `folder`. Empty where it said nothing.
 */
export const lastWordsOf = (lines: readonly string[], folder: string): string => {
  const last = lines.at(-1) ?? '';
  if (!/^Node\.js v\d/.test(last)) return last.replace(/^(fatal|error): /, '');
  // Node prints the place, the line of code there, carets below it, and then the error with its stack.
  const carets = lines.findLastIndex((line) => /^\^+$/.test(line));
  const error = lines.find((line, index) => index > carets && /^\S*(Error|Rejection|Refusal)\b/.test(line)) ?? lines[carets + 1] ?? last;
  // A path, or the URL of a module; what begins with `node:` is Node's own.
  const [, file = '', line] = /^(file:\/\/\S+|\/\S+):(\d+)$/.exec(lines[carets - 2] ?? '') ?? [];
  return file === '' ? error : `${error} (${relative(folder, file.startsWith('file:') ? fileURLToPath(file) : file)}:${line})`;
};
