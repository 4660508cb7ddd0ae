/** Addresses of the view's pages, relative to each other, so that they hold behind any path of a proxy. */
import type { SubjectVersion } from '../../registry/schema.ts';

type Parameters = { readonly [name: string]: string | number | undefined };

/** Parameters without a value, or with an empty one, are left out. */
const address = (page: string, parameters: Parameters): string => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return query === '' ? page : `${page}?${query}`;
};

export const subjectsAddress = (parameters: Parameters = {}): string => address('./', parameters);

export const subjectAddress = (subject: string, page?: number): string => address('subject', { subject, page });

export const versionAddress = ({ subject, version }: SubjectVersion): string => address('version', { subject, version });

export const textAddress = ({ subject, version }: SubjectVersion): string => address('text', { subject, version });

export const schemaIdAddress = (id: number, context: string): string => address('id', { id, context: context === '.' ? '' : context });

export interface CompareParameters {
  readonly older: SubjectVersion;
  readonly newer: SubjectVersion;
  readonly as?: 'fields' | 'json';
  readonly all?: boolean;
}

export const compareAddress = ({ older, newer, as, all }: CompareParameters): string =>
  address('compare', {
    subject: older.subject,
    older: older.version,
    with: newer.subject === older.subject ? undefined : newer.subject,
    newer: newer.version,
    as: as === 'json' ? 'json' : undefined,
    all: all === true ? 1 : undefined,
  });
