/** Small things said on several pages. */
import type { Level } from '@vyarna/avro';
import type { Mode } from '../../registry/config.ts';
import { DEFAULT_CONTEXT, parseName } from '../../registry/names.ts';
import type { SubjectVersion } from '../../registry/schema.ts';
import { type Content, type Html, html } from './html.ts';
import { versionAddress } from './links.ts';

export const LEVEL_WORDS: { readonly [level in Level]: string } = {
  NONE: 'Nothing is compared.',
  BACKWARD: 'A new version must read what the one before it wrote.',
  BACKWARD_TRANSITIVE: 'A new version must read what every earlier one wrote.',
  FORWARD: 'The version before must read what a new one writes.',
  FORWARD_TRANSITIVE: 'Every earlier version must read what a new one writes.',
  FULL: 'A new version and the one before it must read each other.',
  FULL_TRANSITIVE: 'A new version and every earlier one must read each other.',
};

export const MODE_WORDS: { readonly [mode in Mode]: string } = {
  READWRITE: 'Schemas can be read and registered.',
  READONLY: 'Schemas can be read, none can be registered.',
  READONLY_OVERRIDE: 'Schemas can be read, none can be registered, whatever is set for a subject.',
  IMPORT: 'Schemas are taken over from elsewhere with their ids, and nothing is compared.',
};

export const countOf = (count: number, noun: string): string => `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;

export const badge = (text: string, kind = ''): Html => html`<span class="badge ${kind}">${text}</span>`;

export const DELETED = badge('deleted', 'bad');

export const contextWords = (context: string): string => (context === DEFAULT_CONTEXT ? 'default' : context);

/** The bare name, after a badge of the context where that is not the default one. */
export const subjectTitle = (name: string): Content => {
  const { context, subject } = parseName(name);
  return context === DEFAULT_CONTEXT ? subject : [badge(context), ' ', subject];
};

export const versionLink = (version: SubjectVersion): Html =>
  html`<a class="name" href="${versionAddress(version)}">${version.subject} version ${version.version}</a>`;

export const moment = (milliseconds: number): Html => {
  const iso = new Date(milliseconds).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
};

/** A table too wide for the window scrolls by itself, also by keyboard. */
export const scrolling = (label: string, content: Content): Html =>
  html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
