import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero, stdoutText, unexpectedExit } from '../command/expect-exit.js';
import { parseBlkidExport, parseWipefsJson } from './probe-output.js';

export interface Contents {
  readonly blank: boolean;
  readonly fsType: string | undefined;
  readonly evidence: string;
}

const PROBE_MS = 15_000;
/** blkid(8): nothing identified. */
const NOTHING = 2;
/** blkid(8): several signatures contradict each other. */
const AMBIVALENT = 8;

/** Names what stands on a disk whose edges have been read: `dirt` is the first byte found that is not zero. */
export async function identifyContents(
  runner: CommandRunner,
  { device, dirt }: { readonly device: string; readonly dirt: bigint | undefined },
  signal: CancelSignal,
): Promise<Result<Contents, Problem>> {
  const known = await lowLevelProbe(runner, device, signal);
  if (!known.ok) return known;
  if (known.value !== undefined) return ok(known.value);
  if (dirt !== undefined) {
    const evidence = `data at byte ${dirt.toString()}, no signature known to blkid`;
    return ok({ blank: false, fsType: undefined, evidence });
  }
  return signatures(runner, device, signal);
}

async function lowLevelProbe(
  runner: CommandRunner,
  device: string,
  signal: CancelSignal,
): Promise<Result<Contents | undefined, Problem>> {
  const command: Command = { tool: 'blkid', args: ['-p', '-o', 'export', device], deadlineMs: PROBE_MS };
  const output = await runner.run(command, signal);
  if (!output.ok) return output;
  if (output.value.exitCode === NOTHING) return ok(undefined);
  if (output.value.exitCode === AMBIVALENT) {
    return ok({ blank: false, fsType: undefined, evidence: 'several contradicting signatures (blkid)' });
  }
  if (output.value.exitCode !== 0) return failed(unexpectedExit(command, output.value));
  return ok(describe(parseBlkidExport(stdoutText(output.value))));
}

function describe(found: ReadonlyMap<string, string>): Contents | undefined {
  const type = found.get('TYPE');
  if (type !== undefined) {
    const isFilesystem = found.get('USAGE') === 'filesystem';
    const evidence = `${type} signature (blkid)`;
    return { blank: false, fsType: isFilesystem ? type : undefined, evidence };
  }
  const table = found.get('PTTYPE');
  if (table === undefined) return undefined;
  return { blank: false, fsType: undefined, evidence: `${table} partition table (blkid)` };
}

async function signatures(
  runner: CommandRunner,
  device: string,
  signal: CancelSignal,
): Promise<Result<Contents, Problem>> {
  const command: Command = { tool: 'wipefs', args: ['--no-act', '--json', device], deadlineMs: PROBE_MS };
  const output = await runExpectingZero(runner, command, signal);
  if (!output.ok) return output;
  const list = parseWipefsJson(stdoutText(output.value));
  if (list === undefined) return failed(unexpectedExit(command, output.value));
  const [first] = list;
  if (first === undefined) return ok({ blank: true, fsType: undefined, evidence: 'zeros, no signature' });
  return ok({
    blank: false,
    fsType: undefined,
    evidence: `${first.type} signature at ${first.offset} (wipefs)`,
  });
}
