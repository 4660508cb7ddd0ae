/** What a command changes: pure, so that a batch of commands can be decided, and decided again when another instance was faster. */
import { toldByAlias } from './alias.ts';
import type { Command } from './commands.ts';
import { removeConfig, removeMode, setConfig, setMode } from './decide-settings.ts';
import type { Decision } from './decision.ts';
import { deleteContext, deleteSubject, deleteVersion } from './deletions.ts';
import type { Means } from './find-schema.ts';
import { register } from './register.ts';

/** Throws a Refusal, or TextsMissing where it cannot be decided without texts that are not in memory. */
export function decide(means: Means, command: Command): Decision {
  try {
    return decided(means, command);
  } catch (error) {
    throw toldByAlias(means.state, 'subject' in command ? command.subject : undefined, error);
  }
}

function decided(means: Means, command: Command): Decision {
  switch (command.type) {
    case 'register':
      return register(means, command);
    case 'delete-version':
      return deleteVersion(means, command);
    case 'delete-subject':
      return deleteSubject(means, command);
    case 'set-config':
      return setConfig(means, command);
    case 'remove-config':
      return removeConfig(means, command);
    case 'set-mode':
      return setMode(means, command);
    case 'remove-mode':
      return removeMode(means, command);
    case 'delete-context':
      return deleteContext(means, command);
  }
}
