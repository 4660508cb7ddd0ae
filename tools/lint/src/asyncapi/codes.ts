import type { RuleInfo } from '../rule.ts';

/** How a diagnostic of the parser is called here: `asyncapi3-channel-servers` is `ASYNCAPI_CHANNEL_SERVERS`. */
export const ruleOfCode = (code: string): string =>
  `ASYNCAPI_${code
    .replace(/^asyncapi[23]?-/, '')
    .replaceAll('-', '_')
    .toUpperCase()}`;

const info = (code: string, why: string, hint: string): RuleInfo => ({
  id: ruleOfCode(code),
  level: 'MINIMAL',
  theme: 'ASYNCAPI',
  severity: 'error',
  why,
  hint,
});

const SPECIFICATION = 'See the AsyncAPI specification for what may stand there.';

/** The rules of `@asyncapi/parser` for documents of version 3. */
export const ASYNCAPI_RULES: readonly RuleInfo[] = [
  info('asyncapi-is-asyncapi', 'Other tools read only what is an AsyncAPI document of a version they know.', SPECIFICATION),
  info(
    'asyncapi-document-resolved',
    'Other tools refuse a document that is not as the specification says, once its references are followed.',
    SPECIFICATION,
  ),
  info('asyncapi-document-unresolved', 'Other tools refuse a document that is not as the specification says.', SPECIFICATION),
  info(
    'asyncapi3-operation-messages-from-referred-channel',
    'An operation cannot have a message that its channel does not have.',
    "Refer to the channel's own messages.",
  ),
  info(
    'asyncapi3-required-operation-channel-unambiguity',
    'An operation that refers past the channels of its document is on a channel that nobody finds there.',
    'Refer to #/channels/...',
  ),
  info(
    'asyncapi3-required-channel-servers-unambiguity',
    'A channel that refers past the servers of its document is on a server that nobody finds there.',
    'Refer to #/servers/...',
  ),
  info('asyncapi3-channel-servers', 'A channel on a server that the document does not have is nowhere.', 'Add the server.'),
  info('asyncapi3-channel-no-query-nor-fragment', 'Query and fragment are no part of an address.', 'Leave ? and # out.'),
  info(
    'asyncapi3-channel-parameters',
    'A parameter that is not described, or one that the address does not have, cannot be filled in.',
    'Describe each parameter of the address.',
  ),
  info('invalid-ref', 'Other tools cannot follow the reference.', 'Correct the $ref.'),
  info('uncaught-error', 'Other tools stop at this document.', 'Look for what is unusual in it.'),
];
