/** The web view: pages for people under `/ui`, drawn on the server from what the registry answers. */
import { UndecidedError } from '@vyarna/avro';
import type { Include } from '../registry/queries.ts';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { Registry } from '../registry/registry.ts';
import type { RegisteredSchema } from '../registry/schema.ts';
import { comparePage } from './compare/compare-page.ts';
import { loadComparison } from './compare/load-comparison.ts';
import { isDeclined } from './declined.ts';
import { errorPage } from './html/error-page.ts';
import { versionAddress } from './html/links.ts';
import { assetAnswer, downloadAnswer, pageAnswer, redirect, type ViewAnswer } from './html/view-answer.ts';
import { loadSubject } from './subjects/load-subject.ts';
import { loadSubjects } from './subjects/load-subjects.ts';
import { subjectPage } from './subjects/subject-page.ts';
import { subjectsPage } from './subjects/subjects-page.ts';
import { loadVersion } from './version/load-version.ts';
import { loadUses, schemaIdPage } from './version/schema-id-page.ts';
import { versionPage } from './version/version-page.ts';

type Asked = Pick<Registry, 'query'>;
type Page = (registry: Asked, url: URL) => Promise<ViewAnswer>;

/**
 * Answers a GET of an address under `/ui`. `registry` is what the reader may see of it: what that refuses is shown on a page. Rejects for what is
 * unexpected.
 */
export const answerView = async (registry: Asked, url: URL): Promise<ViewAnswer> => {
  const path = url.pathname;
  // Relative, as every address of the view, so that it holds behind any path of a proxy.
  if (path === '/ui') return redirect('ui/');
  const name = path.slice('/ui/'.length);
  if (name.startsWith('assets/')) return assetAnswer(name.slice('assets/'.length)) ?? noPage(name);
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (page === undefined) return noPage(name);
  try {
    return await page(registry, url);
  } catch (error) {
    if (error instanceof UndecidedError) return pageAnswer(errorPage('This cannot be shown', error.message), 422);
    if (!isDeclined(error)) throw error;
    return pageAnswer(errorPage(titleOf(error), error.message), error.status);
  }
};

const pages: { readonly [name: string]: Page | undefined } = {
  '': async (registry, url) => {
    const [prefix, context] = ['prefix', 'context'].map((name) => url.searchParams.get(name) ?? '') as [string, string];
    const asked = { prefix, context, include: includeOf(url), page: pageOf(url) };
    return pageAnswer(subjectsPage(asked, await loadSubjects(registry, asked), url.origin));
  },
  subject: async (registry, url) => pageAnswer(subjectPage(await loadSubject(registry, subjectOf(url), pageOf(url)))),
  version: async (registry, url) => pageAnswer(versionPage(await loadVersion(registry, subjectOf(url), versionOf(url, 'version')))),
  compare: async (registry, url) => {
    const subject = subjectOf(url);
    const older = { subject, version: versionOf(url, 'older') };
    const newer = { subject: url.searchParams.get('with') || subject, version: versionOf(url, 'newer') };
    const as = url.searchParams.get('as') === 'json' ? 'json' : 'fields';
    return pageAnswer(comparePage(await loadComparison(registry, { older, newer }), { as, isWhole: url.searchParams.get('all') === '1' }));
  },
  id: async (registry, url) => {
    const found = await loadUses(registry, idOf(url), url.searchParams.get('context') ?? '');
    const [first, ...others] = found.uses;
    return first !== undefined && others.length === 0 ? redirect(versionAddress(first)) : pageAnswer(schemaIdPage(found));
  },
  text: async (registry, url) => {
    const version = versionOf(url, 'version');
    const deleted = version === 'latest' ? {} : { deleted: true };
    const registered = await registry.query({ type: 'version', subject: subjectOf(url), version, ...deleted });
    return downloadAnswer(fileName(registered), registered.schema);
  },
};

const fileName = ({ subject, version, schemaType }: RegisteredSchema): string =>
  `${subject.replaceAll(/[^\w.-]+/g, '_').slice(0, 100)}-v${version}.${schemaType === 'AVRO' ? 'avsc' : 'json'}`;

const titleOf = ({ status }: { readonly status: number }): string => {
  if (status === 403) return 'Not yours to read';
  return status === 404 ? 'Not found' : status < 500 ? 'This cannot be shown' : 'The registry could not answer';
};

const noPage = (name: string): ViewAnswer =>
  pageAnswer(errorPage('Not found', 'There is no such page here.', '../'.repeat(name.split('/').length - 1)), 404);

const subjectOf = (url: URL): string => {
  const subject = url.searchParams.get('subject') ?? '';
  if (subject === '') throw new Refusal(CODES.invalidSubject, 'The address lacks the parameter "subject".');
  return subject;
};

const numberIn = (text: string | null): number | undefined => (text !== null && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined);

const versionOf = (url: URL, name: string): number | 'latest' => {
  const text = url.searchParams.get(name);
  const version = text === 'latest' ? text : numberIn(text);
  if (version === undefined)
    throw new Refusal(CODES.invalidVersion, `The parameter "${name}" must be the number of a version, from 1 on, or "latest".`);
  return version;
};

const idOf = (url: URL): number => {
  const id = numberIn((url.searchParams.get('id') ?? '').trim());
  if (id === undefined) throw new Refusal(CODES.unprocessable, 'The id of a schema is a number from 1 on.');
  return id;
};

const pageOf = (url: URL): number => numberIn(url.searchParams.get('page')) ?? 1;

const includeOf = (url: URL): Include => {
  const include = url.searchParams.get('include');
  return include === 'active' || include === 'deleted' ? include : 'all';
};
