import { expect, test } from 'vitest';
import { linuxHost, realHostAccess } from '../src/index.js';
import { machine, never, valueOf } from './support.js';

const KUBELET = '/var/lib/kubelet/plugins/x/globalmount';
const line = (path: string): string => `36 1 254:0 / ${path} rw,relatime shared:1 - ext4 /dev/vda rw\n`;

test('driver in a container: mounted is what process 1 has mounted, not what the container has', async () => {
  const { linux, wait } = machine();
  linux.trees.push(() => [
    ['/proc/1/mountinfo', { kind: 'file', content: line(KUBELET) }],
    ['/proc/self/mountinfo', { kind: 'file', content: line('/only/in/the/container') }],
  ]);
  const { process } = realHostAccess({ commandPrefix: ['nsenter', '--target', '1', '--mount', '--'] });
  expect(process).toBe('/proc/1');
  const access = { ...linux.access, ...(process && { process }) };
  const { mounts } = linuxHost(access, { journalDirectory: '/nonexistent' });
  expect(valueOf(await wait(mounts.at(KUBELET, never)))).toMatchObject([{ fsType: 'ext4' }]);
  expect(valueOf(await wait(mounts.at('/only/in/the/container', never)))).toEqual([]);
});

test('driver on the host itself: nothing but its own view is read', () => {
  expect(realHostAccess().process).toBeUndefined();
  expect(realHostAccess({ commandPrefix: [] }).process).toBeUndefined();
});
