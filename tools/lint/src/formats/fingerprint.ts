import { createHash } from 'node:crypto';
import type { Finding } from '@vyarna/loader';

/**
 * Names for findings that stay the same when lines move, by which reviews tell new ones from old ones: rule, file and message, and a number
 * where those are equal.
 */
export const fingerprints = (findings: readonly Finding[]): readonly string[] => {
  const seen = new Map<string, number>();
  return findings.map(({ file, rule, message }) => {
    const text = `${rule}\n${file}\n${message}`;
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return createHash('sha256').update(`${text}\n${count}`).digest('hex');
  });
};
