import { type Content, type Html, html } from '../html/html.ts';
import { countOf } from '../html/words.ts';
import { levelVerdict, nameOf } from './level-words.ts';
import type { Comparison } from './load-comparison.ts';
import { type Direction, MOST_REASONS, type Reason, type Verdict } from './verdict.ts';

export const verdictSection = (comparison: Comparison): Html => {
  const { level, verdict, older, newer } = comparison;
  const isOneSubject = older.registered.subject === newer.registered.subject;
  const was = nameOf(older, isOneSubject);
  const is = nameOf(newer, isOneSubject);
  const atLevel = levelVerdict(comparison);
  return html`<section class="verdict" aria-labelledby="verdict">
<h2 id="verdict">Verdict</h2>
<div class="cards">
${card(`At the subject's level, ${level}`, atLevel.holds, atLevel.words, false)}
${
  verdict !== null && [
    card('Backward', verdict.backward.compatible, readingWords(verdict.backward, is, was), reasonList(verdict.backward)),
    card('Forward', verdict.forward.compatible, readingWords(verdict.forward, was, is), reasonList(verdict.forward)),
  ]
}
</div>
${verdict !== null && meaningList(verdict.meaning, was, is)}
</section>`;
};

const card = (title: string, holds: boolean | null, words: string, reasons: Content): Html => {
  const [kind, said] = holds === null ? ['open', 'Not asked'] : holds ? ['good', 'Yes'] : ['bad', 'No'];
  return html`<div class="card ${kind}"><h3><span>${title}</span> <span class="answer">${said}</span></h3><p>${words}</p>${reasons}</div>\n`;
};

const readingWords = ({ compatible, count }: Direction, reader: string, writer: string): string => {
  if (compatible) return `Who reads with ${reader} can read all that was written with ${writer}.`;
  return `Who reads with ${reader} cannot read all that was written with ${writer}, for ${countOf(count, 'reason')}:`;
};

const reasonList = ({ reasons, count }: Direction): Content => {
  if (count === 0) return false;
  const further = count - reasons.length;
  return html`<ul class="reasons">${reasons.map((reason) => html`<li>${reasonContent(reason)}</li>\n`)}${further > 0 && html`<li>and ${countOf(further, 'reason')} more</li>`}</ul>`;
};

const reasonContent = ({ place, words, code, pointer }: Reason): Content => [
  place !== undefined && place !== '' && html`<code class="place">${place}</code> `,
  words,
  html` <small class="code">${code} <span class="pointer">${pointer}</span></small>`,
];

const HURT = { backward: 'new readers of old values', forward: 'old readers of new values' } as const;

const meaningList = (meaning: Verdict['meaning'], was: string, is: string): Html => {
  if (meaning.length === 0)
    return html`<p>No value means something else in ${is} than in ${was}, as far as their types, limits, tags and units tell.</p>`;
  const further = meaning.length - MOST_REASONS;
  return html`<h3>What every level lets pass, and means something else</h3>
<ul class="reasons warn">${meaning
    .slice(0, MOST_REASONS)
    .map(
      (change) => html`<li>${reasonContent(change)} <small>Hurts ${change.breaks.map((each) => HURT[each]).join(' and ')}.</small></li>\n`,
    )}${further > 0 && html`<li>and ${countOf(further, 'change')} more</li>`}</ul>`;
};
