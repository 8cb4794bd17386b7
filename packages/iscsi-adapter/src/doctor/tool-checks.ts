import { describeProblem, type CancelSignal } from '@twinsite/domain';
import type { CommandOutput, LinuxHost } from '@twinsite/linux-host';
import { fine, lacking, type Finding } from './finding.js';

interface Tool {
  readonly tool: string;
  readonly args: readonly string[];
  /** Missing it, only some volumes do not work. */
  readonly optional?: boolean;
}

const TOOLS: readonly Tool[] = [
  { tool: 'iscsiadm', args: ['--version'] },
  { tool: 'multipath', args: ['-h'] },
  { tool: 'multipathd', args: ['show', 'daemon'] },
  { tool: 'dmsetup', args: ['--version'] },
  { tool: 'blkid', args: ['-V'] },
  { tool: 'wipefs', args: ['-V'] },
  { tool: 'blockdev', args: ['-V'] },
  { tool: 'mount', args: ['-V'] },
  { tool: 'umount', args: ['-V'] },
  { tool: 'dd', args: ['--version'] },
  { tool: 'stat', args: ['--version'] },
  { tool: 'mkfs.ext4', args: ['-V'] },
  { tool: 'mkfs.ext3', args: ['-V'] },
  { tool: 'e2fsck', args: ['-V'] },
  { tool: 'resize2fs', args: [] },
  { tool: 'mkfs.xfs', args: ['-V'], optional: true },
  { tool: 'xfs_growfs', args: ['-V'], optional: true },
  { tool: 'xfs_logprint', args: ['-V'], optional: true },
];

const VERSION_MS = 5000;

/** Every tool is there and starts; its first line is the evidence, whatever it ends with. */
export function checkTools(runner: LinuxHost['runner'], signal: CancelSignal): Promise<readonly Finding[]> {
  return Promise.all(TOOLS.map((tool) => checkTool(runner, tool, signal)));
}

async function checkTool(
  runner: LinuxHost['runner'],
  { tool, args, optional }: Tool,
  signal: CancelSignal,
): Promise<Finding> {
  const output = await runner.run({ tool, args, deadlineMs: VERSION_MS }, signal);
  if (output.ok) return fine(tool, firstLine(output.value));
  const missing = output.problem.kind === 'tool-missing';
  const remedy = missing
    ? `install the package ${output.problem.package}`
    : `find out why \`${tool} ${args.join(' ')}\` does not end well`;
  return lacking(
    optional === true && missing ? 'warn' : 'problem',
    tool,
    describeProblem(output.problem),
    remedy,
  );
}

function firstLine({ stdout, stderr }: CommandOutput): string {
  const text = new TextDecoder().decode(stdout).trim() || stderr.trim();
  return text === '' ? 'it starts' : (text.split('\n')[0] ?? '');
}
