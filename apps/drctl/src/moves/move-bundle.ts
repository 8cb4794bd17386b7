import { failed, ok, type MoveBundle, type OpenBundle, type Problem, type Result } from '@twinsite/domain';
import { provedBundle, type BundleWanted } from '../actions/proved-bundle.js';
import type { MoveContext } from './move-context.js';

/** The newest bundle of the group, or the one that was named: proved, and fixed for the whole move. */
export async function chooseBundle(context: MoveContext): Promise<Result<MoveBundle, Problem>> {
  const { bundle: path, maxAge } = context.options;
  return proved(context, { path, maxAge, acceptOlder: false });
}

/** The bundle that the move has fixed, again. */
export async function openMoveBundle(
  context: MoveContext,
  chosen: MoveBundle | undefined,
): Promise<Result<OpenBundle, Problem>> {
  if (chosen === undefined) return failed({ kind: 'move-missing', group: context.session.group.name });
  if (context.opened?.root === chosen.root) return ok(context.opened.bundle);
  const isPath = chosen.from === 'path';
  const wanted = isPath ? { path: chosen.place } : { path: undefined, counter: chosen.counter };
  const again = await proved(context, { ...wanted, acceptOlder: true });
  if (!again.ok) return again;
  const { opened } = context;
  if (opened?.root === chosen.root) return ok(opened.bundle);
  const found = `has root ${again.value.root}, and the move was begun with ${chosen.root}`;
  return failed({ kind: 'bundle-broken', file: again.value.place, found });
}

async function proved(
  context: MoveContext,
  wanted: Pick<BundleWanted, 'path' | 'counter' | 'maxAge' | 'acceptOlder'>,
): Promise<Result<MoveBundle, Problem>> {
  const { session } = context;
  const found = await provedBundle(
    session.config,
    { ...wanted, group: session.group.name, acceptGaps: true },
    session.signal,
  );
  if (found.kind === 'missing') return failed(found.problem);
  if (found.kind === 'config') {
    const [problem] = found.problems;
    const { where = 'store', value = '', remedy = 'is missing' } = problem ?? {};
    return failed({ kind: 'invalid-request', field: where, value, remedy });
  }
  if (found.kind === 'unproved') {
    const [problem = { kind: 'bundle-broken', file: found.place, found: 'cannot be proved' }] =
      found.problems;
    return failed(problem);
  }
  const { manifest } = found.bundle;
  context.opened = { root: manifest.root, bundle: found.bundle };
  const from = wanted.path === undefined ? 'store' : 'path';
  const { counter, root, createdAt } = manifest;
  return ok({ place: found.place, from, counter, root, createdAt });
}
