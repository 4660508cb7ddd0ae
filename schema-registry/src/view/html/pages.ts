import { type Content, type Html, html } from './html.ts';

/** Which part of a list is shown, and the way to the others. `addressOf` takes a page's number, from 1 on. */
export const pagesOf = (offset: number, size: number, total: number, noun: string, addressOf: (page: number) => string): Content => {
  if (total <= size) return false;
  const page = offset / size + 1;
  const shown = `${(offset + 1).toLocaleString('en')} to ${Math.min(offset + size, total).toLocaleString('en')} of ${total.toLocaleString('en')}`;
  const link = (to: number, text: string, rel: string): Html => html`<a rel="${rel}" href="${addressOf(to)}">${text}</a>`;
  return html`<nav class="pages" aria-label="Pages of ${noun}s">
${page > 1 && link(page - 1, '← Previous', 'prev')} <span>${shown}</span> ${offset + size < total && link(page + 1, 'Next →', 'next')}
</nav>`;
};
