import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Tells contents apart: equal contents have equal digests. */
export const digestOf = (content: string | Uint8Array): string => hash('sha256', content, 'base64url');

/** Null where there is no file to read. */
export const digestOfFile = (path: string): string | null => {
  try {
    return digestOf(readFileSync(path));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
};
