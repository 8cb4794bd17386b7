import { expect, it } from 'vitest';
import { field } from './support/api.js';
import { mappedVolume } from './support/mapped-volume.js';
import { muteWhen } from './support/mute-plane.js';

it('a mapped volume has grown only when every gateway has read its new size', async () => {
  let silent = false;
  const { api, clock } = await mappedVolume((memory) => muteWhen(memory, 'gw-b', () => silent));
  const size = async () => field((await api.get('/block-volumes/1')).body, 'block_volume.size');
  silent = true;
  await api.call('PATCH', '/block-volumes/1', { block_volume: { size: 16_384 } });
  await clock.advance(3_000);
  expect(await size()).toBe(8192);
  silent = false;
  await clock.advance(3_000);
  expect(await size()).toBe(16_384);
});
