import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  failed,
  ok,
  type CancelSignal,
  type Clock,
  type Problem,
  type Result,
  type TargetMemory,
  type TargetPortal,
} from '@twinsite/domain';
import { boundedIo } from '../files/bounded-io.js';
import { writeDurably } from './durable-file.js';
import { decodePortal, encodePortal } from './portal-codec.js';

const IO_MS = 10_000;
/** The first version there is; a later one also reads this. */
const VERSION = 1;
/** Not among the records: it is no leftover when the last volume has gone. */
const NAME = '.known-targets';

/** One file beside the node journal. */
export class FileTargetMemory implements TargetMemory {
  private readonly path: string;
  private readonly clock: Clock;

  constructor(directory: string, clock: Clock) {
    this.path = join(directory, NAME);
    this.clock = clock;
  }

  async load(signal: CancelSignal): Promise<Result<readonly TargetPortal[], Problem>> {
    const step = { operation: 'reading', path: this.path, ms: IO_MS };
    const text = await boundedIo<string | undefined>(this.clock, step, signal, {
      run: () => readFile(this.path, 'utf8'),
      absent: { ENOENT: undefined },
    });
    if (!text.ok || text.value === undefined) return text.ok ? ok([]) : text;
    const targets = decode(text.value);
    return typeof targets === 'string'
      ? failed({ kind: 'journal-unreadable', path: this.path, detail: targets })
      : ok(targets);
  }

  save(targets: readonly TargetPortal[], signal: CancelSignal): Promise<Result<void, Problem>> {
    const step = { operation: 'writing', path: this.path, ms: IO_MS };
    const text = `${JSON.stringify({ version: VERSION, targets: targets.map(encodePortal) }, null, 1)}\n`;
    return boundedIo(this.clock, step, signal, { run: () => writeDurably(this.path, text) });
  }
}

/** The targets, or what is wrong with the text, as a sentence part. */
function decode(text: string): readonly TargetPortal[] | string {
  const root = parsed(text);
  if (root === undefined) return 'it is not a whole JSON object';
  if (root.version !== VERSION) {
    return `version ${JSON.stringify(root.version)} is not known to this driver, which reads ${VERSION}`;
  }
  const list: unknown[] = Array.isArray(root.targets) ? (root.targets as unknown[]) : [];
  const targets = list.map(decodePortal).filter((target) => target !== undefined);
  return Array.isArray(root.targets) && targets.length === list.length ? targets : 'targets are wrong';
}

function parsed(text: string): { readonly version?: unknown; readonly targets?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
