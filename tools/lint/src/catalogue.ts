import type { Rule } from './rule.ts';
import { addressRules } from './rules/addresses.ts';
import { bindingRules } from './rules/bindings.ts';
import { callRules } from './rules/calls.ts';
import { deadLetterRules } from './rules/dead-letters.ts';
import { docRules } from './rules/docs.ts';
import { duplicateRules } from './rules/duplicates.ts';
import { enumRules } from './rules/enums.ts';
import { envelopeRules } from './rules/envelope.ts';
import { exampleRules } from './rules/examples.ts';
import { extensionRules } from './rules/extensions.ts';
import { fileRules } from './rules/files.ts';
import { groupRules } from './rules/groups.ts';
import { keyRules } from './rules/keys.ts';
import { levelRules } from './rules/levels.ts';
import { lifecycleRules } from './rules/lifecycle.ts';
import { longRules } from './rules/longs.ts';
import { moneyRules } from './rules/money.ts';
import { nameRules } from './rules/names.ts';
import { optionalFieldRules } from './rules/optional-fields.ts';
import { ownerRules } from './rules/owners.ts';
import { payloadRules } from './rules/payloads.ts';
import { personalDataRules } from './rules/personal-data.ts';
import { receiverRules } from './rules/receivers.ts';
import { referenceRules } from './rules/references.ts';
import { replyRules } from './rules/replies.ts';
import { replyTopicRules } from './rules/reply-topics.ts';
import { routeRules } from './rules/routes.ts';
import { serverRules } from './rules/servers.ts';
import { snapshotRules } from './rules/snapshots.ts';
import { timeRules } from './rules/times.ts';
import { topicRules } from './rules/topics.ts';
import { usageRules } from './rules/usage.ts';
import { versionRules } from './rules/versions.ts';

/** Every rule of the lint, by id. */
export const RULES: readonly Rule[] = [
  ...addressRules,
  ...bindingRules,
  ...callRules,
  ...deadLetterRules,
  ...docRules,
  ...duplicateRules,
  ...enumRules,
  ...envelopeRules,
  ...exampleRules,
  ...extensionRules,
  ...fileRules,
  ...groupRules,
  ...keyRules,
  ...levelRules,
  ...lifecycleRules,
  ...longRules,
  ...moneyRules,
  ...nameRules,
  ...optionalFieldRules,
  ...ownerRules,
  ...payloadRules,
  ...personalDataRules,
  ...receiverRules,
  ...referenceRules,
  ...replyRules,
  ...replyTopicRules,
  ...routeRules,
  ...serverRules,
  ...snapshotRules,
  ...timeRules,
  ...topicRules,
  ...usageRules,
  ...versionRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));
