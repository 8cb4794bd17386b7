import type { SessionTimers } from '@twinsite/domain';
import type { MultipathDevice } from '../multipath/multipath-config.js';
import { blacklistedBy, effective, type DiskModel } from './effective-config.js';
import { fine, lacking, type Finding } from '@twinsite/linux-host';
import type { MultipathConfiguration } from './parse-multipath-config.js';

const GENERATE =
  'install what `driver --print-multipath-conf` prints as /etc/multipath.conf and run `multipathd reconfigure`';

/** A disk that is certainly not the array's. */
const STRANGER: DiskModel = { vendor: 'ATA', product: 'LOCAL DISK' };

interface Wanted {
  readonly key: string;
  readonly level: 'warn' | 'problem';
  readonly isRight: (value: string) => boolean;
  /** What is right and what the other values do. */
  readonly why: string;
}

/** The effective configuration, as multipathd itself prints it, for disks of the array. */
export function checkMultipath(
  config: MultipathConfiguration,
  device: MultipathDevice,
  timers: SessionTimers,
): readonly Finding[] {
  const model = { vendor: device.vendor, product: sampleOf(device.product) };
  return [
    ...checkClaims(config, model),
    ...[...WANTED, failFast(timers)].map((wanted) => checkSetting(config, model, wanted)),
  ];
}

function checkClaims(config: MultipathConfiguration, model: DiskModel): readonly Finding[] {
  const check = 'multipath.conf claims the array';
  const name = `vendor ${model.vendor}`;
  const key = blacklistedBy(config, model);
  const own =
    key === undefined
      ? fine(check, `disks of ${name} are not blacklisted`)
      : lacking('problem', check, `disks of ${name} are blacklisted, by ${key}`, GENERATE);
  const others = 'multipath.conf claims nothing else';
  return [
    own,
    blacklistedBy(config, STRANGER) === undefined
      ? lacking('warn', others, 'disks of other vendors are not blacklisted', GENERATE)
      : fine(others, 'disks of other vendors are blacklisted'),
  ];
}

function checkSetting(config: MultipathConfiguration, model: DiskModel, wanted: Wanted): Finding {
  const { key, level, isRight, why } = wanted;
  const value = effective(config, model, key);
  const evidence = `${key} ${value ?? 'is not set'}`;
  const check = `multipath.conf ${key}`;
  if (value !== undefined && isRight(value)) return fine(check, evidence);
  return lacking(level, check, `${evidence}; ${why}`, GENERATE);
}

const WANTED: readonly Wanted[] = [
  {
    key: 'find_multipaths',
    level: 'problem',
    isRight: (value) => value === 'no' || value === 'off',
    why: 'it must be no, or a single path may be used before there is a map',
  },
  {
    key: 'no_path_retry',
    level: 'problem',
    isRight: (value) => /^[1-9]\d*$/.test(value),
    why: 'it must be a number: queue hangs for ever without a path, fail turns every blink into an error',
  },
  {
    key: 'user_friendly_names',
    level: 'problem',
    isRight: (value) => value === 'no',
    why: 'it must be no: maps are known by their identity',
  },
  {
    key: 'skip_kpartx',
    level: 'warn',
    isRight: (value) => value === 'yes',
    why: 'it should be yes: partitions of a raw volume would hold its map',
  },
  {
    key: 'recheck_wwid',
    level: 'problem',
    isRight: (value) => value === 'yes',
    why: 'it must be yes: without it the old map of a LUN number that was given to another volume writes into that volume',
  },
];

function failFast({ replacementTimeoutMs }: SessionTimers): Wanted {
  const seconds = String(Math.ceil(replacementTimeoutMs / 1000));
  return {
    key: 'fast_io_fail_tmo',
    level: 'problem',
    isRight: (value) => value === 'off' || value === seconds,
    why: `it must be off, or ${seconds} as timers.replacementTimeoutMs (then VIPs are given up as soon): multipathd overwrites the sessions with it`,
  };
}

/** A product that the pattern takes, for the common ones. */
const sampleOf = (pattern: string): string => (pattern === '.*' ? 'any product' : pattern);
