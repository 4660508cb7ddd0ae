import type { ExpressionTemplate, Template } from '../expression/template.ts';
import { either, literal, type Shape } from './shape.ts';

/** The shape of a template's value; `shapeOf` gives that of an expression. */
export const shapeOfTemplate = (template: Template, shapeOf: (expression: ExpressionTemplate) => Shape): Shape => {
  switch (template.kind) {
    case 'literal':
      return literal(template.value);
    case 'expression':
      return shapeOf(template);
    case 'list':
      return { kind: 'listed', items: either(template.items.map((item) => shapeOfTemplate(item, shapeOf))) };
    case 'object':
      return { kind: 'made', members: new Map(template.members.map(([name, member]) => [name, shapeOfTemplate(member, shapeOf)])) };
  }
};
