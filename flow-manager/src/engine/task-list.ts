import type { Flow, Task } from '@vyarna/contract/flow';
import type { Frame } from './run-state.ts';

/** The list of tasks that a run is in: the flow's own, or the one its innermost frame is in. */
export const taskList = (flow: Flow, frames: readonly Frame[]): readonly Task[] => {
  const frame = frames.at(-1);
  if (frame === undefined) return flow.tasks;
  const task = flow.byName.get(frame.task);
  if (task?.kind === 'do' && frame.list === 'do') return task.tasks;
  if (task?.kind === 'try' && frame.list === 'try') return task.tasks;
  if (task?.kind === 'try' && frame.list === 'catch') return task.catch.tasks;
  throw new Error(`the flow ${flow.name} has no list ${frame.task}/${frame.list}`);
};
