import { InvalidArgumentError, Option, type Command } from 'commander';

export type Output = 'table' | 'wide' | 'json' | 'yaml' | 'name';

export interface CommonOptions {
  readonly config: string;
  readonly output: Output;
  readonly timeout: number;
}

/** Which of the two clusters is which; by default the first of drctl.yaml is the source. */
export interface DirectionOptions {
  readonly from?: string;
  readonly to?: string;
}

export interface ProgressOptions {
  readonly progress: 'auto' | 'plain' | 'json' | 'none';
}

export const configOption = (): Option =>
  new Option('-c, --config <file>', 'configuration').env('DRCTL_CONFIG').default('drctl.yaml');

export const outputOption = (...formats: readonly Output[]): Option =>
  new Option('-o, --output <format>', 'how to print').choices(formats).default('table');

/** What every command that talks to clusters has. */
export const withCommon = (command: Command, timeoutSeconds: number): Command =>
  command
    .addOption(configOption())
    .addOption(outputOption('table', 'wide', 'json', 'yaml', 'name'))
    .option('--timeout <seconds>', 'give up after this time', parseSeconds, timeoutSeconds);

export const withDirection = (command: Command): Command =>
  command
    .option('--from <cluster>', 'id of the cluster that runs the group (default: the first of drctl.yaml)')
    .option('--to <cluster>', 'id of the other cluster');

export const withProgress = (command: Command): Command =>
  command.addOption(
    new Option('--progress <how>', 'what is told on the way')
      .choices(['auto', 'plain', 'json', 'none'])
      .default('auto'),
  );

export function parseSeconds(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('give a whole number of seconds from 1 to 999999.');
  return Number(text);
}

/** ISO 8601 in UTC, of any ISO 8601 with its offset. */
export function parseTime(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('give a time such as 2026-11-27T03:04:05Z.');
  return new Date(at).toISOString();
}

/** Longer than a driver's call, from its look at the owner to its last look at what it gave (docs/adr/0035). */
const SETTLE_S = 10;

/** What every command has that takes a group from a cluster. */
export const withHandOver = (command: Command): Command =>
  command
    .option('-y, --yes', 'do not ask for the group’s name', false)
    .option(
      '--settle <seconds>',
      'wait so long for drivers that looked at the owner before',
      parseSeconds,
      SETTLE_S,
    );
