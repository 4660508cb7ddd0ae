import type { Register } from '../../registry/commands.ts';
import type { AnswerTo, Query } from '../../registry/queries.ts';
import type { RegisteredSchema } from '../../registry/schema.ts';
import { PureRegistry } from '../../testing/pure-registry.ts';
import type { Asked } from '../schema/read-version.ts';
import { answerView } from '../view.ts';

/** The pure registry, and the view on it. */
export class Filled {
  readonly pure = new PureRegistry();
  readonly asked: Asked = { query: async <Q extends Query>(query: Q): Promise<AnswerTo<Q>> => this.pure.ask(query) };

  /** By default as the first level lets anything through: `force`. */
  register(subject: string, schema: unknown, others: Partial<Register['schema']> = {}): RegisteredSchema {
    const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
    return this.pure.execute({ type: 'register', subject, schema: { schema: text, ...others }, force: true }) as RegisteredSchema;
  }

  async page(path: string): Promise<{ readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>> }> {
    const { status, headers, text } = await answerView(this.asked, new URL(path, 'http://registry.test/ui/'));
    return { status, headers, body: text };
  }

  /** What a page says, without its tags and with its entities read, each run of white space one space. */
  async text(path: string): Promise<string> {
    const { body } = await this.page(path);
    const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
    const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
    return main
      .replace(/<[^>]*>/g, ' ')
      .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  }
}

/** A record of these fields. */
export const record = (name: string, fields: readonly object[], others: object = {}) => ({ type: 'record', name, ...others, fields });
