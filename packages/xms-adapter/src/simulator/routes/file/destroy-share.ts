import { gatewaysOfShare } from '../../export/desired-file-exports.js';
import type { FsShare } from '../../state/records.js';
import type { World } from '../../world.js';
import { demandFiles } from './demand-file.js';

/** Resolves when no client can reach anything through it any more. */
export function destroyShare(world: World, share: FsShare): Promise<void> {
  const { state } = world;
  const { exporter } = demandFiles(world);
  share.status = 'deleting';
  share.updatedAt = world.clock.now();
  return world.jobs.start({
    kind: 'nfs-share',
    id: share.id,
    work: (signal) => exporter.fenced(gatewaysOfShare(state, share), [], signal),
    settle: (outcome) => {
      if (outcome === 'error') {
        share.status = 'error';
        return;
      }
      for (const acl of state.fsShareAcls.where((row) => row.shareId === share.id))
        state.fsShareAcls.delete(acl.id);
      state.fsShares.delete(share.id);
    },
  });
}
