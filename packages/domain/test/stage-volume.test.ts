import { describe, expect, test } from 'vitest';
import {
  never,
  stageVolume,
  unstageVolume,
  type NodePorts,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { Crash, crashAt, FakeHost, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals, type TwoPortals } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';

const stage = ({ attachment }: TwoPortals, ports: NodePorts, context = {}): Promise<Result<void, Problem>> =>
  stageVolume(ports)({ volumeId, stagingPath, capability: readWriteOnce(), attachment, context }, never);

const kindOf = (result: Result<unknown, Problem>): string => (result.ok ? 'ok' : result.problem.kind);

describe('stage', () => {
  test('formats a blank disk once, mounts it over both paths, and grows it over the intent record', async () => {
    const lab = twoPortals();
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('ok');
    expect(lab.disk).toMatchObject({ fsType: 'ext4', formats: 1, intent: undefined, fsSize: lab.disk.size });
    expect(lab.host.state.maps.get(lab.attachment.naa)?.size).toBe(2);
    expect(lab.host.state.mounts).toHaveLength(1);
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('ok');
    expect(lab.disk.formats).toBe(1);
    expect(lab.host.state.mounts).toHaveLength(1);
  });

  test('one site dark is a success on the other site alone', async () => {
    const lab = twoPortals();
    Object.assign(lab.targets[0] ?? {}, { reachable: false });
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('ok');
    expect(lab.host.state.maps.get(lab.attachment.naa)?.size).toBe(1);
  });

  test('requireBothSites refuses while one site is dark and names it', async () => {
    const lab = twoPortals();
    Object.assign(lab.targets[0] ?? {}, { reachable: false });
    const refused = await stage(lab, lab.host.ports, { requireBothSites: 'true' });
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'site-without-path', site: 'a' } });
  });

  test('no portal at all is a problem that lists every portal', async () => {
    const lab = twoPortals();
    for (const target of lab.targets) target.reachable = false;
    const refused = await stage(lab, lab.host.ports);
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'too-few-paths', have: 0, need: 1 } });
    expect(!refused.ok && refused.problem.kind === 'too-few-paths' && refused.problem.failures).toHaveLength(
      2,
    );
  });

  test('a LUN that shows another volume on one path is refused and never formatted', async () => {
    const lab = twoPortals();
    const stranger = { ...lab.disk, naa: '60014050000000000000000000000bad' as typeof lab.disk.naa };
    lab.targets[1]?.luns.set(1, stranger);
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('wrong-device');
    expect([lab.disk.formats, stranger.formats]).toEqual([0, 0]);
    expect(lab.host.leftovers()).toEqual([]);
  });

  test('a disk that is not blank is refused and never formatted', async () => {
    const lab = twoPortals();
    lab.disk.debris = 'bytes 0-4095: 4d 5a 90';
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('disk-not-blank');
    expect(lab.disk).toMatchObject({ formats: 0, debris: 'bytes 0-4095: 4d 5a 90' });
    expect(lab.host.leftovers()).toEqual([]);
  });

  test('a copied volume is never formatted, blank or not (H3)', async () => {
    const lab = twoPortals();
    const copied = { ...lab, attachment: { ...lab.attachment, origin: 'copied' as const } };
    expect(kindOf(await stage(copied, lab.host.ports))).toBe('disk-not-blank');
    lab.disk.intent = { naa: lab.disk.naa, fsType: 'ext4' };
    expect(kindOf(await stage(copied, lab.host.ports))).toBe('disk-not-blank');
    expect(lab.disk.formats).toBe(0);
  });

  test('another file system is refused', async () => {
    const lab = twoPortals();
    lab.disk.fsType = 'xfs';
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('filesystem-differs');
  });

  test('the intent record of another volume does not allow a format', async () => {
    const lab = twoPortals();
    const other = '60014050000000000000000000000bad' as typeof lab.disk.naa;
    Object.assign(lab.disk, { debris: 'half a file system', intent: { naa: other, fsType: 'ext4' } });
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('disk-not-blank');
    expect(lab.disk.formats).toBe(0);
  });

  test('mkfs killed half way is finished on the other node without a human', async () => {
    const lab = twoPortals();
    Object.assign(lab.disk, { debris: 'half a file system', intent: { naa: lab.disk.naa, fsType: 'ext4' } });
    const other = new FakeHost(lab.fabric, 'iqn.2026-01.lab:node-2');
    expect(kindOf(await stage(lab, other.ports))).toBe('ok');
    expect(lab.disk).toMatchObject({ fsType: 'ext4', formats: 1, intent: undefined, debris: undefined });
  });

  test('nothing is mounted over a foreign mount at the staging path (H8)', async () => {
    const lab = twoPortals();
    lab.host.state.mounts.push({
      path: stagingPath,
      source: '/dev/sdz',
      deviceUuid: undefined,
      fsType: 'ext4',
      readOnly: false,
    });
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('mounted-differently');
    expect(lab.host.state.mounts).toHaveLength(1);
  });

  test('no layer that was stacked at the staging path survives the unstage (H8)', async () => {
    const lab = twoPortals();
    expect(kindOf(await stage(lab, lab.host.ports))).toBe('ok');
    const [mount] = lab.host.state.mounts;
    if (mount === undefined) throw new Error('nothing is mounted');
    lab.host.state.mounts.push(mount, { ...mount, source: '/dev/sdz', deviceUuid: undefined });
    expect(kindOf(await stage(lab, lab.host.ports)), 'not called staged').toBe('mounted-differently');
    expect(kindOf(await unstageVolume(lab.host.ports)({ volumeId, stagingPath }, never))).toBe('ok');
    expect(lab.host.leftovers()).toEqual([]);
  });

  test("a session that another volume's unstage takes away in between is made again, not lost as a path", async () => {
    const lab = twoPortals();
    const { ports } = lab.host;
    for (const target of lab.attachment.portals) await ports.sessions.login(target, ports.timers, never);
    const list = ports.sessions.list.bind(ports.sessions);
    ports.sessions.list = async (signal) => {
      const listed = await list(signal);
      lab.host.state.sessions.clear();
      return listed;
    };
    expect(kindOf(await stage(lab, ports))).toBe('ok');
    expect(lab.host.state.maps.get(lab.attachment.naa)?.size).toBe(2);
  });

  test('a raw volume is a map without a mount', async () => {
    const lab = twoPortals();
    const { attachment, host } = lab;
    const request = { volumeId, stagingPath, capability: rawBlock, attachment, context: {} };
    expect(kindOf(await stageVolume(host.ports)(request, never))).toBe('ok');
    expect([host.state.mounts.length, host.state.maps.size, lab.disk.formats]).toEqual([0, 1, 0]);
    const stranger = { ...lab.disk, naa: '60014050000000000000000000000bad' as typeof lab.disk.naa };
    lab.targets[1]?.luns.set(1, stranger);
    expect(kindOf(await stageVolume(host.ports)(request, never))).toBe('ok');
    expect(host.state.maps.size, 'a map that a pod may use is never taken down by a repeated stage').toBe(1);
  });
});

/** Runs until it survives: each round dies at the next call, as if the driver were killed between any two steps. */
async function killEverywhere(
  run: (ports: NodePorts) => Promise<Result<void, Problem>>,
  lab: TwoPortals,
  when: 'before' | 'after',
): Promise<number> {
  for (let call = 1; ; call += 1) {
    try {
      const outcome = await run(crashAt(lab.host.ports, { call, when }));
      expect(kindOf(outcome)).toBe('ok');
      return call;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

describe.each(['before', 'after'] as const)('kill -9 %s any call', (when) => {
  test('of stage: every single kill is healed by one retry, with one format that counts and nothing leaked', async () => {
    for (let call = 1; ; call += 1) {
      const lab = twoPortals();
      const first = stage(lab, crashAt(lab.host.ports, { call, when }));
      const crashed = await first.then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      expect(kindOf(await stage(lab, lab.host.ports)), `retry after call ${call}`).toBe('ok');
      expect(lab.disk).toMatchObject({ fsType: 'ext4', intent: undefined, fsSize: lab.disk.size });
      expect(lab.host.state.mounts).toHaveLength(1);
      expect(kindOf(await unstageVolume(lab.host.ports)({ volumeId, stagingPath }, never))).toBe('ok');
      expect(lab.host.leftovers(), `leftovers after call ${call}`).toEqual([]);
      if (crashed) continue;
      expect(call).toBeGreaterThan(10);
      return;
    }
  });

  test('of stage and then of unstage, again and again, converges and leaves nothing', async () => {
    const lab = twoPortals();
    await killEverywhere((ports) => stage(lab, ports), lab, when);
    expect(lab.host.state.mounts).toHaveLength(1);
    await killEverywhere((ports) => unstageVolume(ports)({ volumeId, stagingPath }, never), lab, when);
    expect(lab.host.leftovers()).toEqual([]);
  });
});
