import type { Call, Case } from './case.ts';
import { fill } from './fill.ts';
import { differences } from './pattern.ts';

export interface SuiteTarget {
  readonly url: string;
  /** Sent with every request, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
}

const TYPE = 'application/vnd.schemaregistry.v1+json';
/** Without it some registries leave out what answers have had since 8.0. */
const NEWER = { 'confluent-accept-unknown-properties': 'true' };
const LIMIT_MS = 20_000;

/** Makes a case's calls one after another, up to the first that goes wrong. Gives what went wrong; nothing when all is as it should be. */
export async function runCase({ calls, after = [] }: Case, prefix: string, target: SuiteTarget): Promise<string[]> {
  const kept = new Map<string, unknown>();
  const valueNamed = (name: string): unknown => (kept.has(name) ? kept.get(name) : `${prefix}-${name}`);
  try {
    for (const call of calls) {
      const found = await makeCall(call, valueNamed, target, kept);
      if (found.length > 0) return [call.request, ...found.map((line) => `  ${line}`)];
    }
    return [];
  } finally {
    for (const request of after) await send({ request, status: 200 }, valueNamed, target);
  }
}

async function makeCall(call: Call, valueNamed: (name: string) => unknown, target: SuiteTarget, kept: Map<string, unknown>): Promise<string[]> {
  const response = await send(call, valueNamed, target);
  const text = await response.text();
  const body = readJson(text);
  const wrong: string[] = [];
  if (response.status !== call.status) wrong.push(`should answer ${call.status}, and answers ${response.status}: ${text.slice(0, 300)}`);
  const type = response.headers.get('content-type');
  if (call.type !== undefined && type?.split(';')[0] !== call.type) wrong.push(`should be of type ${call.type}, and is ${type}`);
  if (wrong.length === 0 && call.answer !== undefined) wrong.push(...differences(body, call.answer, (value) => fill(value, valueNamed)));
  for (const [name, member] of Object.entries(call.keep ?? {})) kept.set(name, Reflect.get(Object(body), member));
  return wrong;
}

function send(call: Call, valueNamed: (name: string) => unknown, target: SuiteTarget): Promise<Response> {
  const [method = '', path = ''] = call.request.split(' ');
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(valueNamed(name))));
  const body = fill(call.body, valueNamed);
  const headers: Record<string, string> = { ...NEWER, ...target.headers, ...(body === undefined ? {} : { 'content-type': TYPE }), ...call.headers };
  return fetch(`${target.url}${filled}`, {
    method,
    headers,
    signal: AbortSignal.timeout(LIMIT_MS),
    // A byte body carries no content type of its own.
    ...(body === undefined ? {} : { body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }),
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
