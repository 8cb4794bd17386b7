import {
  ok,
  readGroupOwner,
  readHoldersOf,
  type PlacedVolume,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { onArrays } from './on-arrays.js';
import { placeGroup } from './place-group.js';
import { onGroup, type GroupSession } from './session.js';
import { setOfBundle } from './set-of-bundle.js';
import { stop } from './stop.js';

export interface OwnerOptions extends CommonOptions, DirectionOptions {
  readonly bundle?: string;
}

/** `drctl owner GROUP`: who may write the group’s volumes, and who has them now, by the array alone. Changes nothing. */
export const runOwner = (bench: Workbench, group: string, options: OwnerOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, (arrays) => tellOwner(bench, session, { arrays, options })),
  );

async function tellOwner(
  { terminal }: Workbench,
  session: GroupSession,
  { arrays, options }: { readonly arrays: OpenArrays; readonly options: OwnerOptions },
): Promise<ExitCode> {
  const { signal, group } = session;
  const set = await setOfBundle(terminal, session, options.bundle);
  if (typeof set === 'number') return set;
  const owners = await readGroupOwner(arrays.listed(), group.name, signal);
  if (!owners.ok) return stop(terminal, [owners.problem]);
  const placed = await placeGroup(arrays, set, signal);
  if (!placed.ok) return stop(terminal, [placed.problem]);
  const volumes = await holdersOf(placed.value, signal);
  if (!volumes.ok) return stop(terminal, [volumes.problem]);
  const owned = owners.value.flatMap(({ array, current }) =>
    current === undefined ? [] : [{ array: array.name, ...current }],
  );
  print(terminal, options.output, {
    table: () =>
      `${columns(
        ['ARRAY', 'OWNER', 'EPOCH', 'CLAIMED BY'],
        owned.map(({ array, owner, epoch, operation }) => [array, owner, String(epoch), operation]),
      )}\n\n${columns(
        ['VOLUME', 'ARRAY', 'HAD BY'],
        volumes.value.map(({ volume, array, holders }) => [volume, array, holders.join(', ') || '(nobody)']),
      )}`,
    names: () => owned.map(({ owner }) => owner),
    data: {
      group: group.name,
      owners: owned.map(({ array, owner, epoch, operation }) => ({ array, owner, epoch, operation })),
      volumes: volumes.value,
    },
  });
  if (owned.length > 0) return EXIT.ok;
  terminal.err(`nobody owns group ${group.name} on the array; next: drctl own ${group.name}`);
  return EXIT.failed;
}

interface Had {
  readonly volume: string;
  readonly array: string;
  readonly holders: readonly string[];
}

async function holdersOf(
  placed: readonly PlacedVolume[],
  signal: AbortSignal,
): Promise<Result<readonly Had[], Problem>> {
  const had: Had[] = [];
  for (const one of placed) {
    const holders = await readHoldersOf(one, signal);
    if (!holders.ok) return holders;
    had.push({ volume: one.volume.name, array: one.array.name, holders: holders.value });
  }
  return ok(had);
}
