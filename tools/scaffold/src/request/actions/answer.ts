import { camelCase } from '@vyarna/loader';
import { avroFieldOf } from '../../fields/avro-field.ts';
import { plainLiteral } from '../../fields/literal.ts';
import { sampleRecord } from '../../fields/sample.ts';
import { ScaffoldError } from '../../scaffold-error.ts';
import { lookupIn } from '../../scaffolding.ts';
import { capitalized, gerundOf, wordsOf } from '../../text/words.ts';
import { addReply } from '../add-reply.ts';
import { notImplemented } from '../not-implemented.ts';
import { requestWords } from '../request-name.ts';
import type { RequestPlan, RequestWanted } from '../request-plan.ts';
import { testText } from '../test-text.ts';

/** A request about no entity: its answer is a record of its own, and the whole of it is one function to write. */
export const planAnswer = (wanted: RequestWanted): RequestPlan => {
  const { scaffolding, app, request, specs, replySpecs, isRead } = wanted;
  if (replySpecs.length === 0) {
    const entity = `vyarna new request create-${request.subject} --app ${app.title} adds that`;
    throw new ScaffoldError(
      'INVALID',
      `Say what ${request.kebab} is answered with: --reply name:type and so on. (${app.title} has no entity ${request.subject}; ${entity}.)`,
    );
  }
  notImplemented(scaffolding);
  const words = requestWords(request);
  const place = { namespace: app.namespace, record: request.pascal, doc: `As whoever asks to ${words} gives it.` };
  const fields = specs.map((spec) => avroFieldOf(spec, place));
  const result = `${request.pascal}Result`;
  const reply = addReply(scaffolding, app, {
    channel: `${camelCase(request.subject)}Replies`,
    about: request.subject,
    verb: `${request.kebab}-result`,
    message: `${result}Reply`,
    summary: `What came of the request to ${words}.`,
    schema: `${request.kebab}-result`,
    record: {
      name: result,
      doc: `What came of the request to ${words}.`,
      fields: replySpecs.map((spec) => avroFieldOf(spec, { namespace: app.namespace, record: result, doc: `As found when asked to ${words}.` })),
    },
  });
  return {
    about: request.subject,
    fields,
    sample: sampleRecord(fields, lookupIn(scaffolding)),
    asks: `Asks to ${words}.`,
    does: `Answers the request to ${words}.`,
    orderedBy: undefined,
    isMutating: !isRead,
    permission: `can-${request.action}-${request.subject}`,
    reply,
    handler: handlerText(wanted, result),
    test: answerTest(wanted, plainLiteral(sampleRecord(fields, lookupIn(scaffolding)))),
    dependencies: ['@vyarna/contract', 'kysely', 'uuid'],
    what: 'not written yet: refused with NOT_IMPLEMENTED',
    toFill: `what ${gerundOf(request.action)} ${wordsOf(request.subject)} answers`,
  };
};

const handlerText = ({ app, request }: RequestWanted, result: string): string => {
  const { camel, pascal, kebab } = request;
  return `import { Refusal } from '@vyarna/contract';
import { ${camel} } from '@vyarna/generated/${app.folder}/requests/${kebab}.gen.ts';
import type { ${pascal} } from '@vyarna/generated/${app.folder}/types/${kebab}.gen.ts';
import type { ${result} } from '@vyarna/generated/${app.folder}/types/${kebab}-result.gen.ts';
import type { Envelope } from '@vyarna/messaging';
import type { Transaction } from 'kysely';
import type { ${app.pascal}Database } from '../database.ts';
import type { ${app.pascal}Service } from '../service.ts';

/**
 * The answer: write it here, and refuse (\`throw new Refusal(code, ...)\`, a code of contracts/types/errors.yaml) what may not be done.
 * Until then every request is refused.
 */
const answerTo = async (_message: Envelope<${pascal}>, _db: Transaction<${app.pascal}Database>): Promise<${result}> => {
  throw new Refusal('NOT_IMPLEMENTED', '${capitalized(gerundOf(request.action))} ${wordsOf(request.subject)} is not written yet.');
};

export const register${pascal} = ({ messaging }: ${app.pascal}Service): void =>
  messaging.handle(${camel}, async (message, { db }) => ({ reply: await answerTo(message, db) }));
`;
};

const answerTest = ({ app, request }: RequestWanted, payload: string): string =>
  testText({
    app,
    title: requestWords(request),
    tests: [
      {
        title: 'is refused as long as it is not written',
        body: `expect(await runs.run('${request.camel}', ${payload}, unit)).toEqual({ refused: 'NOT_IMPLEMENTED', sent: [] });`,
      },
    ],
  });
