import { type Content, type Html, html } from './html.ts';

/** A term and what is to be said of it; undefined is left out. */
export type Definition = readonly [term: string, told: Content] | undefined;

export const definitions = (all: readonly Definition[]): Html => {
  const told = all.filter((each) => each !== undefined);
  return html`<dl class="facts">${told.map(([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>\n`)}</dl>`;
};
