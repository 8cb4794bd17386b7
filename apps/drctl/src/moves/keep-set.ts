import {
  canonicalJson,
  failed,
  ok,
  writeBundle,
  type MoveBundle,
  type Problem,
  type ReadSet,
  type Result,
} from '@twinsite/domain';
import { openKeys } from '../actions/keys.js';
import { openStore } from '../actions/store.js';
import { VERSION } from '../version.js';
import { chooseBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';

/** The bundle that has this state: the newest of the store if it is the same, else a new one. */
export async function keepSet(context: MoveContext, set: ReadSet): Promise<Result<MoveBundle, Problem>> {
  const newest = await chooseBundle(context);
  const known = newest.ok ? context.opened?.bundle.set : undefined;
  const state = canonicalJson({ ...set, listVersions: undefined });
  if (newest.ok && known !== undefined && canonicalJson(known) === state) return newest;
  const written = await write(context, set);
  return written.ok ? chooseBundle(context) : written;
}

async function write(
  { session: { config, signal }, id }: MoveContext,
  set: ReadSet,
): Promise<Result<void, Problem>> {
  const [store, keys] = [await openStore(config.store), await openKeys(config.keys)];
  for (const opened of [store, keys])
    if (!opened.ok) {
      const { where, value = '', remedy } = opened.problem;
      return failed({ kind: 'invalid-request', field: where, value, remedy });
    }
  if (!store.ok || !keys.ok) return failed({ kind: 'bundle-missing', place: 'no store' });
  const createdAt = new Date().toISOString();
  const order = { set, operation: id, createdAt, versions: { drctl: VERSION } };
  const written = await writeBundle({ store: store.value, ...keys.value }, order, signal);
  return written.ok ? ok(undefined) : written;
}
