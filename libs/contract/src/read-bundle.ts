import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseExactly } from '@vyarna/avro';
import type { Bundle } from './bundle.ts';
import { canonicalJson, sorted } from './canonical-json.ts';

export type BundleErrorCode = 'BUNDLE_MISSING' | 'BUNDLE_BROKEN' | 'BUNDLE_FORMAT' | 'BUNDLE_CHANGED';

/** A bundle that a program must not run on; `hint` is the next step for a person. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code: BundleErrorCode;
  readonly hint = 'Run `make codegen` to write it from the contracts.';

  constructor(code: BundleErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const BUNDLE_FORMAT = 'vyarna-bundle/1';

/** The content hash that a bundle states: of everything in it but the hash. */
export const hashOfBundle = (bundle: Omit<Bundle, 'hash'>): string => {
  const { hash: _, ...content } = bundle as Bundle;
  return hashOf(canonicalJson(content));
};

const hashOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A bundle of a content, with its hash. All in it is in the order of canonical JSON, so `bundleText` need not sort it once more. */
export const sealBundle = (content: Omit<Bundle, 'hash'>): Bundle => {
  const inOrder = sorted(content) as typeof content;
  const members = Object.entries({ ...inOrder, hash: hashOf(JSON.stringify(inOrder)) });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as Bundle;
};

/** The text of a bundle file, from `sealBundle`: canonical JSON that people can read. */
export const bundleText = (sealed: Bundle): string => `${JSON.stringify(sealed, null, 2)}\n`;

/** Reads a bundle file; rejects one of another format or edited by hand. Throws a `BundleError`. */
export const readBundle = (path: string): Bundle => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BundleError('BUNDLE_MISSING', `The contract bundle ${path} cannot be read.`, { cause });
  }
  return parseBundle(text, path);
};

/** Only the defaults in Avro schemas may be integers beyond 2^53; they are kept to the digit. */
const withExactDefaults = (bundle: Bundle, text: string): Bundle =>
  /\d{16}/.test(text) ? { ...bundle, types: (parseExactly(text) as Bundle).types } : bundle;

export const parseBundle = (text: string, path: string): Bundle => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BundleError('BUNDLE_BROKEN', `The contract bundle ${path} is not JSON.`, { cause });
  }
  const bundle = value === null ? null : withExactDefaults(value as Bundle, text);
  if (bundle?.format !== BUNDLE_FORMAT) throw new BundleError('BUNDLE_FORMAT', `The contract bundle ${path} is not of the format ${BUNDLE_FORMAT}.`);
  if (hashOfBundle(bundle) !== bundle.hash) {
    throw new BundleError('BUNDLE_CHANGED', `The contract bundle ${path} was changed after it was generated: its hash does not fit its content.`);
  }
  return bundle;
};
