import { failed, MIB, never, type IscsiSession } from '@twinsite/domain';
import { linuxHost, type HostFiles } from '@twinsite/linux-host';
import { file, MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { problemOf, valueOf } from './support/outcome.js';
import { iscsiPorts } from '../src/iscsi-host.js';
import { naaOf, portsOn, scratchDirectory, TIMERS, twoSites, type TwoSites } from './support/two-sites.js';

interface LoggedIn {
  readonly sites: TwoSites;
  readonly host: ReturnType<TwoSites['host']>;
  readonly ports: ReturnType<typeof portsOn>;
  readonly session: IscsiSession;
}

async function loggedIn(): Promise<LoggedIn> {
  const sites = twoSites();
  const host = sites.host('node-1');
  const ports = portsOn(host);
  const [target] = sites.attachment.portals;
  if (target === undefined) throw new Error('no portal');
  const session = valueOf(await sites.clock.during(ports.sessions.login(target, TIMERS, never)));
  return { sites, host, ports, session };
}

describe('attaching a LUN', () => {
  test('scans that LUN alone', async () => {
    const { sites, host, ports, session } = await loggedIn();
    sites.a.luns.set(2, new MemoryDisk(naaOf('2'), 64n * MIB));
    const path = valueOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    expect(path).toMatchObject({
      device: 'sda',
      hctl: `${session.sid}:0:0:1`,
      naa: naaOf('1'),
      state: 'running',
    });
    expect([...host.iscsid.disks.keys()]).toEqual(['sda']);
  });

  test('that is mapped late is found by a later scan', async () => {
    const { sites, ports, session } = await loggedIn();
    sites.a.luns.delete(1);
    const attach = ports.paths.attach({ session, ...sites.attachment }, never);
    await sites.clock.advance(2000);
    sites.a.luns.set(1, sites.disk);
    expect(valueOf(await sites.clock.during(attach)).naa).toBe(naaOf('1'));
  });

  test('that is not mapped says where to look', async () => {
    const { sites, ports, session } = await loggedIn();
    sites.a.luns.delete(1);
    const problem = problemOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    expect(problem).toMatchObject({ kind: 'map-not-ready' });
    expect(JSON.stringify(problem)).toContain('LUN 1 at 10.0.1.1:3260 does not appear');
  });

  test('purges the disk of an earlier volume at this LUN, whose number was given away (H1)', async () => {
    const { sites, host, ports, session } = await loggedIn();
    const old = new MemoryDisk(naaOf('9'), 64n * MIB);
    sites.a.luns.set(1, old);
    const wanted = { session, ...sites.attachment, naa: naaOf('9') };
    valueOf(await sites.clock.during(ports.paths.attach(wanted, never)));
    host.multipathd.maps.clear();
    for (const disk of host.iscsid.disks.values()) disk.holders.clear();
    sites.a.luns.set(1, sites.disk);
    const path = valueOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    expect(path.naa).toBe(naaOf('1'));
    expect(valueOf(await ports.paths.withIdentity(naaOf('9'), never))).toEqual([]);
  });

  test('sees through the memory of the kernel: what was the volume and now is another one is refused (H1)', async () => {
    const { sites, host, ports, session } = await loggedIn();
    const wanted = { session, ...sites.attachment };
    valueOf(await sites.clock.during(ports.paths.attach(wanted, never)));
    sites.a.luns.set(1, new MemoryDisk(naaOf('9'), 64n * MIB));
    expect([...host.iscsid.disks.values()].map(({ naa }) => naa)).toEqual([naaOf('1')]);
    const problem = problemOf(await sites.clock.during(ports.paths.attach(wanted, never)));
    expect(problem).toMatchObject({ kind: 'wrong-device' });
    expect([sites.a.written, sites.b.written]).toEqual([0, 0]);
  });

  test('never deletes a stale disk that somebody holds, nor takes it for the volume (H1)', async () => {
    const { sites, host, ports, session } = await loggedIn();
    const old = new MemoryDisk(naaOf('9'), 64n * MIB);
    sites.a.luns.set(1, old);
    valueOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment, naa: naaOf('9') }, never)),
    );
    await sites.clock.advance(1000);
    sites.a.luns.set(1, sites.disk);
    const problem = problemOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    expect(JSON.stringify(problem)).toContain('held by dm-0');
    expect(host.iscsid.disks.size).toBe(1);
  });

  test('of a session that ended meanwhile asks to be repeated', async () => {
    const { sites, host, ports, session } = await loggedIn();
    host.iscsid.logout(session.sid);
    const problem = problemOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    expect(problem).toMatchObject({ kind: 'pending' });
  });
});

describe('removing a path', () => {
  test('leaves a disk alone that has another identity now', async () => {
    const { sites, host, ports, session } = await loggedIn();
    const path = valueOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    valueOf(await sites.clock.during(ports.paths.remove({ ...path, naa: naaOf('7') }, never)));
    expect(host.iscsid.disks.size).toBe(1);
  });

  test('that is blocked waits until its session is given up, then deletes it', async () => {
    const { sites, host, ports, session } = await loggedIn();
    const path = valueOf(
      await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)),
    );
    await sites.clock.advance(200);
    valueOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    sites.a.cut();
    await sites.clock.advance(2500);
    expect(valueOf(await ports.paths.withIdentity(path.naa, never)).map(({ state }) => state)).toEqual([
      'blocked',
    ]);
    valueOf(await sites.clock.during(ports.paths.remove(path, never)));
    expect(host.iscsid.disks.size).toBe(0);
  });
});

test('a local disk whose identity the kernel cannot make out keeps nobody from staging', async () => {
  const { sites, host } = await loggedIn();
  const files: HostFiles = {
    readBytes: (path, signal) =>
      path === '/sys/block/sda/device/wwid'
        ? Promise.resolve(failed({ kind: 'host-io', operation: 'reading', path, code: 'EINVAL' }))
        : host.access.files.readBytes(path, signal),
    list: (path, signal) => host.access.files.list(path, signal),
    readLink: (path, signal) => host.access.files.readLink(path, signal),
    writeAttribute: (path, text, signal) => host.access.files.writeAttribute(path, text, signal),
  };
  host.trees.push(() => [
    ['/sys/block/sda/device/state', file('running\n')],
    ['/sys/block/sda/size', file('2048\n')],
  ]);
  const linux = linuxHost({ ...host.access, files }, { journalDirectory: scratchDirectory() });
  const { paths } = iscsiPorts(linux);
  expect(valueOf(await sites.clock.during(paths.withIdentity(naaOf('1'), never)))).toEqual([]);
});
