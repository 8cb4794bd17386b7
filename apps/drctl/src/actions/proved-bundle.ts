import { verifyBundle, type ConfigProblem, type OpenBundle, type Problem } from '@twinsite/domain';
import type { DrctlConfig } from '../config/drctl-config.js';
import { findBundle } from './find-bundle.js';
import { openKeys } from './keys.js';
import { openStore } from './store.js';

export interface BundleWanted {
  /** A directory or a tar; undefined: of the store. */
  readonly path: string | undefined;
  /** Undefined: whatever the bundle says. */
  readonly group: string | undefined;
  readonly counter?: number | undefined;
  readonly maxAge?: number | undefined;
  readonly acceptOlder: boolean;
  readonly acceptGaps: boolean;
}

export type Proved =
  | {
      readonly kind: 'proved';
      readonly bundle: OpenBundle;
      readonly place: string;
      readonly trusted: boolean;
    }
  | { readonly kind: 'config'; readonly problems: readonly ConfigProblem[] }
  | { readonly kind: 'missing'; readonly problem: Problem }
  | { readonly kind: 'unproved'; readonly problems: readonly Problem[]; readonly place: string };

/** Finds the bundle that is meant, opens it, and proves it. */
export async function provedBundle(
  { keys: settings, store: kept }: DrctlConfig,
  wanted: BundleWanted,
  signal: AbortSignal,
): Promise<Proved> {
  const keys = await openKeys(settings);
  if (!keys.ok) return { kind: 'config', problems: [keys.problem] };
  const store = kept === undefined || wanted.group === undefined ? undefined : await openStore(kept);
  if (store?.ok === false) return { kind: 'config', problems: [store.problem] };
  const { path, group = '', counter } = wanted;
  const found = await findBundle(store?.value, { path, group, counter }, signal);
  if (!found.ok) return { kind: 'missing', problem: found.problem };
  const { files, place, newest } = found.value;
  const verified = await verifyBundle(files, keys.value, {
    group: wanted.group,
    newest: wanted.acceptOlder ? undefined : newest,
    maxAgeMs: wanted.maxAge === undefined ? undefined : wanted.maxAge * 1000,
    now: Date.now(),
    acceptGaps: wanted.acceptGaps,
  });
  if (!verified.ok) return { kind: 'unproved', problems: verified.problem, place };
  return { kind: 'proved', bundle: verified.value, place, trusted: keys.value.signature.expects };
}
