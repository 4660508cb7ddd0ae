/**
 * A write whose flow takes longer than the caller waits: 202 with a status URL at once, the result from that URL later.
 * The flow manager stores results; until it knows a request, the gateway's own note of having accepted it answers.
 */
import type { Contracts, FlowModel, RouteModel } from '@vyarna/contract';
import type { Logger } from '@vyarna/logger';
import { withinLimit } from '@vyarna/process';
import type { AcceptedRequest, AcceptedRequests, OutgoingRequest, Reply } from './exchange.ts';
import { respondJson } from './respond.ts';
import type { RouteContext } from './route-env.ts';
import { fillPath, resultRouteOf } from './route-table.ts';

/** The answer does not wait longer for the note. */
const NOTE_LIMIT_MS = 1_000;
const RETRY_AFTER_SECONDS = '2';

export const flowOf = (route: RouteModel, contracts: Contracts): FlowModel | undefined =>
  Object.values(contracts.bundle.flows).find(({ channel }) => channel === route.channel);

/** Where a write can be asked after. */
export const statusPathOf = (contracts: Contracts, traceId: string): string | undefined =>
  fillPath(resultRouteOf(contracts.bundle.routes)?.path ?? '', { traceId }) || undefined;

/** Answers 202. Without a note (the database is away) the request still runs, and the status URL is good once the flow manager has it. */
export const acceptLate = async (
  context: RouteContext,
  { traceId, context: { businessUnitId }, flowType }: OutgoingRequest,
  { contracts, accepted, logger }: { contracts: Contracts; accepted: AcceptedRequests; logger: Logger },
): Promise<Response> => {
  if (businessUnitId !== undefined && flowType !== undefined) {
    try {
      const note = accepted.remember({ traceId, businessUnitId, flowType, acceptedAt: microsecondsNow() });
      await withinLimit(NOTE_LIMIT_MS, note);
    } catch (error) {
      logger.warn({ traceId, error }, 'an accepted request could not be noted');
    }
  }
  const location = statusPathOf(contracts, traceId);
  return respondJson(context, 202, { traceId, state: 'running' }, { ...(location ? { location } : {}), 'retry-after': RETRY_AFTER_SECONDS });
};

/**
 * In place of the flow manager's `REQUEST_NOT_FOUND`, a result that says `running`, when this unit's request was accepted here; `failed`
 * once the flow's time is over, because a trigger past its deadline starts nothing.
 */
export const acceptedInstead = async (
  reply: Reply,
  { route, payload, context: { businessUnitId } }: OutgoingRequest,
  { contracts, accepted }: { contracts: Contracts; accepted: AcceptedRequests },
): Promise<Reply> => {
  if (reply.kind !== 'error' || reply.code !== 'REQUEST_NOT_FOUND' || resultRouteOf(contracts.bundle.routes) !== route) return reply;
  const found = businessUnitId === undefined ? undefined : await accepted.find(String(payload['traceId']), businessUnitId);
  if (found === undefined) return reply;
  const { traceId, flowType, acceptedAt: startedAt } = found;
  const result = { traceId, flowType, startedAt, ...(isOver(found, contracts) ? { state: 'failed', problem: NEVER_STARTED } : { state: 'running' }) };
  if (route.response !== null) contracts.validate(route.response, result, { defaults: true });
  return { kind: 'result', payload: result };
};

const NEVER_STARTED = { code: 'FLOW_TIMEOUT', message: 'The flow did not start in its time.', details: {} };

/** A flow that this bundle does not know may still run. */
const isOver = ({ flowType, acceptedAt }: AcceptedRequest, { bundle }: Contracts): boolean => {
  const channel = bundle.channels[bundle.flows[flowType]?.channel ?? ''];
  return channel !== undefined && Date.parse(acceptedAt) + channel.timeoutMs < Date.now();
};

const microsecondsNow = (): string => new Date().toISOString().replace('Z', '000Z');
