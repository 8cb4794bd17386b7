import type { Volume } from '../state/records.js';
import type { World } from '../world.js';

/** Cuts a volume off its snapshot; one that stands alone stays as it is. `action_status` and `flattened` tell. */
export function flattenVolume(world: World, volume: Volume): void {
  if (volume.flattened) return;
  volume.actionStatus = 'flattening';
  void world.jobs.start({
    kind: 'flatten',
    id: volume.id,
    // The bytes were copied when the volume was made.
    work: () => Promise.resolve(),
    settle: (outcome) => {
      volume.flattened = outcome === 'done';
      volume.actionStatus = outcome === 'done' ? 'active' : 'error';
      volume.updatedAt = world.clock.now();
    },
  });
}
