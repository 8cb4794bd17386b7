import { describe, expect, it } from 'vitest';
import type { GatewayExports } from '../../src/simulator/index.js';
import { mappedVolume, state, unmap } from './support/mapped-volume.js';
import { recording } from './support/mute-plane.js';

describe('a configuration on its way to a lost gateway', () => {
  it.each([0, 400, 900, 1400, 1900, 2400])(
    'is not overtaken by the fence (%i ms into the loop)',
    async (phase) => {
      const taken: GatewayExports[] = [];
      const { clock, sim, api, mapping } = await mappedVolume((inner) => recording(inner, 'gw-b', taken));
      await sim.cut('inter-site');
      await clock.advance(10_000 + phase);
      await unmap(api, mapping);
      for (let waited = 0; (await state(api, mapping))[1] !== 0; waited += 50) {
        expect(waited).toBeLessThan(10_000);
        await clock.advance(50);
      }
      taken.length = 0;
      await sim.heal('inter-site');
      await clock.advance(4000);
      expect(taken.length).toBeGreaterThan(0);
      expect(taken.flatMap(({ initiators }) => initiators).flatMap(({ luns }) => luns)).toEqual([]);
    },
  );
});
