import { type Flow, type Json, type JsonObject, readFlow } from '@vyarna/contract/flow';
import { advance } from '../engine/advance.ts';
import type { Call, HistoryEntry, RunEvent, StepContracts } from '../engine/event.ts';
import type { RunState, WorkflowFacts } from '../engine/run-state.ts';

export const definitionOf = (tasks: Json, more: { readonly [field: string]: Json } = {}): JsonObject => ({
  document: { dsl: '1.0.0', namespace: 'test', name: 'test', version: '1.0.0' },
  evaluate: { language: 'cel' },
  schedule: { on: { one: { with: { type: 'test.test.start.v1', flowtype: 'test' } } } },
  output: { schema: { format: 'avro', document: 'test.Result' } },
  do: tasks,
  ...more,
});

export const flowOf = (tasks: Json, more: { readonly [field: string]: Json } = {}): Flow => {
  const { flow, complaints } = readFlow(definitionOf(tasks, more));
  if (flow === null) throw new Error(JSON.stringify(complaints));
  return flow;
};

/** Contracts that take every payload but those with a field `bad`. */
const check = (payload: Json) => ({ payload, violations: JSON.stringify(payload)?.includes('"bad"') ? ['$.bad is not allowed'] : [] });

export const anyContracts: StepContracts = {
  call: (_, payload) => check(payload),
  output: (_, payload) => check(payload),
  error: (code) => ({ status: code === 'NOT_FOUND' ? 404 : 500, title: `title of ${code}` }),
};

export const facts = (input: Json = {}): WorkflowFacts => ({
  id: 'run-1',
  flowType: 'test',
  traceId: 'test-1',
  businessUnitId: 'unit-1',
  operatorId: null,
  input,
});

/** What a call is answered with. */
export type Answer = { readonly reply: Json } | { readonly refuse: string };

export interface Played {
  readonly state: RunState;
  readonly calls: readonly Call[];
  readonly history: readonly HistoryEntry[];
}

/** Plays a run to its end, each call answered by its operation. `between` sees the state before each answer and may give events that come first. */
export const play = (
  flow: Flow,
  input: Json,
  answerOf: (call: Call) => Answer,
  between: (state: RunState, call: Call) => readonly RunEvent[] = () => [],
): Played => {
  let ids = 0;
  const callId = (): string => {
    ids += 1;
    return `call-${ids}`;
  };
  let step = advance(flow, null, { kind: 'started', workflow: facts(input), callId: callId() }, anyContracts);
  const calls: Call[] = [];
  const history: HistoryEntry[] = [];
  for (;;) {
    if (step === null) throw new Error('an event that was meant meant nothing');
    history.push(...step.history);
    calls.push(...step.calls);
    const [call] = step.calls;
    if (call === undefined) return { state: step.state, calls, history };
    // As stored and read again.
    let state = JSON.parse(JSON.stringify(step.state)) as RunState;
    for (const event of between(state, call)) {
      const noise = advance(flow, state, event, anyContracts);
      if (noise !== null) {
        history.push(...noise.history);
        state = noise.state;
        if (state.status !== 'running') return { state, calls, history };
      }
    }
    const answer = answerOf(call);
    const event: RunEvent =
      'reply' in answer
        ? { kind: 'replied', causationId: call.id, payload: answer.reply, callId: callId() }
        : {
            kind: 'refused',
            causationId: call.id,
            problem: { code: answer.refuse, message: `refused: ${answer.refuse}`, details: { by: call.operation } },
            callId: callId(),
          };
    step = advance(flow, state, event, anyContracts);
  }
};
