import type { NextStep } from '@vyarna/scaffold';
import type { Planned } from './plan-scaffold.ts';

/** What a person does now: by hand, in an editor, on the command line. */
export const describeNext = ({ changes, byHand, next }: Planned): readonly string[] => {
  const services = [...new Set(changes.flatMap(({ path }) => /^services\/[^/]+(?=\/src\/)/.exec(path)?.[0] ?? []))];
  return [
    ...(byHand.length === 0 ? [] : ['', 'By hand:', ...byHand.map((each) => `  ${each}`)]),
    '',
    'Next:',
    ...next.map((step) => `  ${'open' in step ? `${step.open}: ${step.why}` : ''}`).filter((line) => line.trim() !== ''),
    ...services.map((service) => `  npx vitest run --project integration ${service}`),
    '  make up (again, where it runs: Ctrl-C first; make dev takes it up by itself, and says so)',
    ...(isMoreTravelling(changes) ? ['  npx vyarna release (before it is merged: from then on others rely on it)'] : []),
    ...next.flatMap((step) => ('method' in step ? ['', curl(step)] : [])),
  ];
};

/** A new application has no messages yet; whatever else is added has, in a document that was there. */
const isMoreTravelling = (changes: Planned['changes']): boolean =>
  changes.some(({ path, before }) => path.endsWith('/asyncapi.yaml') && before !== undefined);

const curl = ({ method, url, body }: Extract<NextStep, { method: string }>): string => {
  const verb = method === 'GET' ? '' : ` -X ${method}`;
  const data = body === undefined ? '' : ` -H 'Content-Type: application/json' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`;
  return `. .vyarna/env && curl -sS${verb} "$GATEWAY_URL${url}" -H "Authorization: Bearer $TOKEN"${data}`;
};
