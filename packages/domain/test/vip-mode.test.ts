import { describe, expect, test } from 'vitest';
import {
  assessSites,
  never,
  stageVolume,
  timersFor,
  type AccessPath,
  type Attachment,
} from '@twinsite/domain';
import { aSiteReading, readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals, type TwoPortals } from './subjects.js';

/** The two portals of a lab as two VIPs of one access path. */
function twoVips(): TwoPortals & { readonly vips: Attachment } {
  const lab = twoPortals();
  const portals = lab.attachment.portals.map(({ iqn, portal }) => ({ iqn, portal, site: undefined }));
  return { ...lab, vips: { ...lab.attachment, pathMode: 'vip', portals } };
}

const stage = ({ host, vips }: ReturnType<typeof twoVips>, context: Readonly<Record<string, string>> = {}) =>
  stageVolume(host.ports)(
    { volumeId: 'v', stagingPath: '/staging', capability: readWriteOnce(), attachment: vips, context },
    never,
  );

describe('an attachment over VIPs', () => {
  test('has one path per VIP, and minPaths counts them', async () => {
    const lab = twoVips();
    expect(await stage(lab, { minPaths: '2' })).toMatchObject({ ok: true });
    expect(lab.host.state.sessions.size).toBe(2);
    const dark = twoVips();
    Object.assign(dark.targets[0] ?? {}, { reachable: false });
    const refused = await stage(dark, { minPaths: '2' });
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'too-few-paths', have: 1, need: 2 } });
  });

  test('refuses requireBothSites by name, logs in nowhere and leaves no journal record', async () => {
    const lab = twoVips();
    const refused = await stage(lab, { requireBothSites: 'true' });
    expect(refused).toMatchObject({
      ok: false,
      problem: { kind: 'invalid-request', field: 'requireBothSites', value: 'true' },
    });
    expect(lab.host.state.sessions.size).toBe(0);
    expect(await lab.host.ports.journal.load('v', never)).toEqual({ ok: true, value: undefined });
  });
});

describe('session timers', () => {
  const timers = { loginTimeoutMs: 1, noopIntervalMs: 2, noopTimeoutMs: 3, replacementTimeoutMs: 4 };

  test('hold I/O back longer for a VIP than for a gateway', () => {
    const both = { ...timers, vipReplacementTimeoutMs: 9 };
    expect(timersFor('multipath', both).replacementTimeoutMs).toBe(4);
    expect(timersFor('vip', both)).toMatchObject({ ...timers, replacementTimeoutMs: 9 });
    expect(timersFor('vip', timers)).toEqual(timers);
  });
});

describe('a site reading of an access path with VIPs', () => {
  const target = (address: string, status: string) => ({
    iqn: 'iqn.x:ap',
    gateway: 'gw-a',
    site: 'a',
    portals: [{ address, port: 3260 }],
    status,
  });
  const reading = (...targets: AccessPath['targets']) => {
    const path = { id: '1', name: 'ap', type: 'Kubernetes', status: 'active', mode: 'vip' as const, targets };
    return assessSites(aSiteReading({ accessPaths: [path] }));
  };

  test('is healthy when every VIP is held, wherever that is', () => {
    expect(reading(target('10.0.0.9', 'active')).findings).toEqual([]);
  });

  test('names a VIP that nobody holds', () => {
    const [problem, warning] = reading(target('10.0.0.9', 'error')).findings;
    expect(problem?.text).toBe('access path ap has no active VIP');
    expect(warning?.text).toContain('VIP 10.0.0.9, last held by gw-a');
  });
});
