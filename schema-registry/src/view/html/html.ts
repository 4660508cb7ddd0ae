/** HTML from templates in which every value is escaped. */
import { html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString;

/** What may stand in a template. Data of other types must be made text first: an object could pose as escaped. */
export type Content = string | number | Html | readonly Content[] | false | undefined;

export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Html => template(strings, ...values) as Html;

/** Content with something between. */
export const joined = (contents: readonly Content[], between: Content): Content =>
  contents.map((content, index) => (index === 0 ? content : [between, content]));
