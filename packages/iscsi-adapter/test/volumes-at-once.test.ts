import { MIB, never, stageVolume, unstageVolume, type Attachment } from '@twinsite/domain';
import { FakeFabric, FakeHost, readWriteOnce } from '@twinsite/domain/testing';
import { exit, MemoryDisk } from '@twinsite/linux-host/testing';
import { expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { naaOf, portsOn, twoSites } from './support/two-sites.js';

const capability = readWriteOnce();
const volume = (name: string) => ({
  volumeId: name,
  stagingPath: `/staging/${name}`,
  capability,
  context: {},
});

/** One volume is staged; then it is unstaged, and `delayMs` later two others on the same targets are staged. */
async function crossing(delayMs: number) {
  const sites = twoSites();
  const { clock, attachment } = sites;
  const others = ['2', '3'].map((digit): Attachment => {
    const disk = new MemoryDisk(naaOf(digit), 64n * MIB);
    for (const gateway of [sites.a, sites.b]) gateway.luns.set(Number(digit), disk);
    return { ...attachment, naa: naaOf(digit), lun: Number(digit) };
  });
  const host = sites.host('node-1');
  const { journal } = new FakeHost(new FakeFabric()).ports;
  const ports = { ...portsOn(host), journal };
  valueOf(await clock.during(stageVolume(ports)({ ...volume('1'), attachment }, never)));
  const iscsiadm = host.programs.get('iscsiadm');
  const aMoment = (): Promise<void> => new Promise((resolve) => void clock.after(70, resolve));
  host.programs.set('iscsiadm', async (call) => {
    await aMoment();
    const result = (await iscsiadm?.(call)) ?? exit(1);
    await aMoment();
    return result;
  });
  const unstaged = unstageVolume(ports)(volume('1'), never);
  await clock.advance(delayMs);
  const staged = others.map((other) =>
    stageVolume(ports)({ ...volume(other.naa), attachment: other }, never),
  );
  valueOf(await clock.during(unstaged));
  for (const outcome of staged) valueOf(await clock.during(outcome));
  return Promise.all(
    others.map(async ({ naa }) => valueOf(await clock.during(ports.maps.find(naa, never)))?.usablePaths),
  );
}

test('volumes that are staged while the last other one is unstaged get a path to each site', async () => {
  for (let delayMs = 0; delayMs <= 900; delayMs += 60) {
    expect(await crossing(delayMs), `${delayMs} ms after the unstage`).toEqual([2, 2]);
  }
}, 60_000);

test('many volumes that come to a node while half the portals are dead do not wait for them one after the other (H11)', async () => {
  const sites = twoSites();
  const { clock, attachment } = sites;
  const volumes = ['1', '2', '3', '4', '5', '6'].map((digit): Attachment => {
    const disk = new MemoryDisk(naaOf(digit), 64n * MIB);
    for (const gateway of [sites.a, sites.b]) gateway.luns.set(Number(digit), disk);
    return { ...attachment, naa: naaOf(digit), lun: Number(digit) };
  });
  sites.b.cut();
  const { journal } = new FakeHost(new FakeFabric()).ports;
  const ports = { ...portsOn(sites.host('node-1')), journal };
  const begun = clock.now();
  const staged = Promise.all(
    volumes.map((one) => stageVolume(ports)({ ...volume(one.naa), attachment: one }, never)),
  );
  for (const outcome of await clock.during(staged)) valueOf(outcome);
  expect(clock.now() - begun).toBeLessThan(12_000);
});
