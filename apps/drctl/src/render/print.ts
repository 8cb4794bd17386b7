import { stringify } from 'yaml';
import type { Output } from '../commands/options.js';
import type { Terminal } from '../terminal.js';

/** One answer in every format. */
export interface Answer {
  readonly table: () => string;
  /** More columns; the table where there are none. */
  readonly wide?: () => string;
  /** One name a line. */
  readonly names: () => readonly string[];
  readonly data: object;
}

export function print(terminal: Terminal, output: Output, answer: Answer): void {
  switch (output) {
    case 'json':
      terminal.out(JSON.stringify(answer.data, null, 2));
      return;
    case 'yaml':
      terminal.out(stringify(answer.data).trimEnd());
      return;
    case 'name':
      for (const name of answer.names()) terminal.out(name);
      return;
    case 'wide':
      terminal.out((answer.wide ?? answer.table)());
      return;
    case 'table':
      terminal.out(answer.table());
  }
}
