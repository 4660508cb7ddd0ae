import { type Html, html } from './html.ts';
import { renderPage } from './page.ts';

/** `root` leads from the page to the view's folder. */
export const errorPage = (title: string, message: string, root = ''): Html =>
  renderPage({
    title,
    trail: [{ text: 'Subjects', address: `${root}./` }],
    root,
    main: html`<h1>${title}</h1>
<p class="lead">${message}</p>
<p><a href="${root}./">To the list of subjects</a></p>`,
  });
