/** Answers to a browser, and what it may do with them. */
import { assetNamed } from './assets.ts';
import type { Html } from './html.ts';

export interface ViewAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
}

/** Nothing but show the pages, with our own style and script. Addresses hold names of subjects, so they are told to nobody. */
const PROTECTION = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const LOOK_AGAIN = { 'cache-control': 'private, no-cache' } as const;

export const pageAnswer = (page: Html, status = 200): ViewAnswer => ({
  status,
  headers: { ...PROTECTION, ...LOOK_AGAIN, 'content-type': 'text/html; charset=utf-8' },
  text: page.toString(),
});

export const redirect = (location: string): ViewAnswer => ({
  status: 302,
  headers: { ...PROTECTION, ...LOOK_AGAIN, 'content-type': 'text/html; charset=utf-8', location },
  text: '',
});

/** The name must be plain. */
export const downloadAnswer = (fileName: string, text: string): ViewAnswer => ({
  status: 200,
  headers: {
    ...PROTECTION,
    ...LOOK_AGAIN,
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  },
  text,
});

export const assetAnswer = (name: string): ViewAnswer | undefined => {
  const asset = assetNamed(name);
  if (asset === undefined) return undefined;
  const headers = { ...PROTECTION, 'cache-control': 'private, max-age=31536000, immutable', 'content-type': asset.type };
  return { status: 200, headers, text: asset.text };
};
