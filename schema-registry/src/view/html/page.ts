/** What every page has around its content. */
import { assetAddress } from './assets.ts';
import { type Content, type Html, html } from './html.ts';

export interface Page {
  readonly title: string;
  /** The title where the pages above are named beside it. */
  readonly here?: string;
  /** The pages above this one, from the list of subjects down. */
  readonly trail: readonly { readonly text: string; readonly address: string }[];
  readonly main: Content;
  /** The way back to the view's folder, for pages below it. */
  readonly root?: string;
}

export const renderPage = ({ title, here = title, trail, main, root = '' }: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Schema registry</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${root}${assetAddress('style.css')}">
<link rel="icon" href="${root}${assetAddress('icon.svg')}">
<script src="${root}${assetAddress('copy-button.js')}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="home" href="${root}./">Schema registry</a>
<form action="${root}id" role="search" aria-label="Schema by its id">
<label for="find-id">Schema id</label>
<input id="find-id" name="id" inputmode="numeric" pattern="[0-9]+" required size="6" autocomplete="off">
<button>Find</button>
</form>
</header>
${trail.length > 0 && trailOf(trail, here)}
<main id="main" tabindex="-1">
${main}
</main>
</body>
</html>
`;

const trailOf = (trail: Page['trail'], here: string): Html => html`<nav aria-label="Breadcrumb"><ol>
${trail.map(({ text, address }) => html`<li><a href="${address}">${text}</a></li>\n`)}<li aria-current="page">${here}</li>
</ol></nav>`;
