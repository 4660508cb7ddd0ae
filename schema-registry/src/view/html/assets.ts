/** The files that pages load, read once. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TYPES = { 'style.css': 'text/css; charset=utf-8', 'copy-button.js': 'text/javascript; charset=utf-8', 'icon.svg': 'image/svg+xml' } as const;

type AssetName = keyof typeof TYPES;

export interface Asset {
  readonly type: string;
  readonly text: string;
  /** Of the content, so that a browser may keep it for good. */
  readonly hash: string;
}

const read = (name: AssetName): Asset => {
  const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { type: TYPES[name], text, hash: createHash('sha256').update(text).digest('hex').slice(0, 12) };
};

const assets: { readonly [Name in AssetName]: Asset } = {
  'style.css': read('style.css'),
  'copy-button.js': read('copy-button.js'),
  'icon.svg': read('icon.svg'),
};

export const assetNamed = (name: string): Asset | undefined => (Object.hasOwn(assets, name) ? assets[name as AssetName] : undefined);

/** Relative to the pages. */
export const assetAddress = (name: AssetName): string => `assets/${name}?${assets[name].hash}`;
