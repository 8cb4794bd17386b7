import { describeProblem, type RestoreEvent, type RestoreProgress } from '@twinsite/domain';
import type { ProgressOptions } from '../commands/options.js';
import type { Terminal } from '../terminal.js';

/** What an operator sees on the way: a line that is redrawn at a terminal, lines elsewhere, JSON lines for programs. */
export function progressOn(terminal: Terminal, how: ProgressOptions['progress']): RestoreProgress {
  if (how === 'none') return { tell: () => undefined };
  if (how === 'json') return { tell: (event) => terminal.err(JSON.stringify(event)) };
  return how === 'auto' && terminal.isInteractive ? redrawn(terminal) : plain(terminal);
}

/** Every layer and every wait once, and every problem. */
function plain(terminal: Terminal): RestoreProgress {
  let last = '';
  return {
    tell: (event) => {
      const line = event.type === 'step' ? undefined : lineOf(event);
      if (line === undefined || line === last) return;
      last = line;
      terminal.err(line);
    },
  };
}

function redrawn(terminal: Terminal): RestoreProgress {
  let done = 0;
  let total = 0;
  let layer = '';
  return {
    tell: (event) => {
      if (event.type === 'problem') {
        terminal.err(`\r\u001b[K${lineOf(event)}`);
        return;
      }
      if (event.type === 'layer') [layer, total, done] = [event.layer, event.writes, 0];
      if (event.type === 'step') done += 1;
      if (event.type === 'waiting') [layer, total, done] = [event.what, event.total, event.done];
      terminal.redraw(`${bar(done, total)} ${layer} ${done}/${total}`);
    },
  };
}

const WIDTH = 24;
const bar = (done: number, total: number): string => {
  const full = total === 0 ? WIDTH : Math.round((WIDTH * done) / total);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
};

function lineOf(event: RestoreEvent): string {
  switch (event.type) {
    case 'layer':
      return `layer ${event.layer}: ${event.writes} to write`;
    case 'step':
      return `${event.action} ${event.object}`;
    case 'waiting':
      return `${event.what}: ${event.done} of ${event.total}`;
    case 'problem':
      return `problem: ${describeProblem(event.problem)}`;
  }
}
