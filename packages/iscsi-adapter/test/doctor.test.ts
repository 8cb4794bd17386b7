import { never } from '@twinsite/domain';
import { done } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { examineNode, multipathConfig, type Finding } from '../src/index.js';
import { checkMultipath } from '../src/doctor/check-multipath.js';
import { checkClock, checkTimers } from '../src/doctor/host-checks.js';
import { parseMultipathConfig } from '../src/doctor/parse-multipath-config.js';
import { golden } from './golden.js';
import { scratchDirectory, TIMERS, twoSites } from './support/two-sites.js';

const FIVE = { ...TIMERS, replacementTimeoutMs: 5000, gatewayFenceMs: 6000 };
const FENCED = { ...FIVE, gatewayFenceMs: 5000 };
const LIO = { vendor: 'LIO-ORG', product: '.*', noPathSeconds: 60 };

const bad = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'ok').map(({ level, check }) => `${level} ${check}`);

describe('multipathd’s own words about its configuration (0.9.4)', () => {
  const checked = (name: string, device = LIO): readonly string[] =>
    bad(checkMultipath(parseMultipathConfig(golden(name)), device, FIVE));

  test('the file this driver prints has no finding', () => {
    expect(checked('multipathd-config-ours.txt')).toEqual([]);
  });

  test('another vendor than the configured one is not claimed (H16)', () => {
    expect(checked('multipathd-config-ours.txt', { ...LIO, vendor: 'XSKY' })).toEqual([
      'problem multipath.conf claims the array',
    ]);
  });

  test.each(['devnode ".*"', 'devnode "^sd"', 'protocol "scsi:iscsi"', 'wwid ".*"'])(
    'a file that blacklists the array’s disks by %s does not claim them, whatever its vendor (H16)',
    (line) => {
      const text = golden('multipathd-config-ours.txt').replace('blacklist {\n', `blacklist {\n\t${line}\n`);
      const listed = checkMultipath(parseMultipathConfig(text), LIO, FIVE);
      expect(bad(listed)).toEqual(['problem multipath.conf claims the array']);
      expect(listed.find(({ level }) => level === 'problem')?.evidence).toContain(line.split(' ')[0]);
      const exception = text.replace('blacklist_exceptions {\n', `blacklist_exceptions {\n\t${line}\n`);
      expect(bad(checkMultipath(parseMultipathConfig(exception), LIO, FIVE))).toEqual([]);
    },
  );

  test('the defaults of a file whose one-line sections were ignored are all found (H1, H14, H15, H16)', () => {
    expect(checked('multipathd-config-debian.txt')).toEqual([
      'warn multipath.conf claims nothing else',
      'problem multipath.conf find_multipaths',
      'problem multipath.conf no_path_retry',
      'warn multipath.conf skip_kpartx',
      'problem multipath.conf recheck_wwid',
    ]);
  });

  test('a timeout that multipathd would put over the sessions’ own is a problem (H15)', () => {
    expect(checked('multipathd-config-lab.txt')).toContain('problem multipath.conf fast_io_fail_tmo');
  });

  test('an override beats a device section, which beats the defaults', () => {
    const text = golden('multipathd-config-debian.txt');
    const device =
      'devices {\n\tdevice {\n\t\tvendor "LIO-ORG"\n\t\tproduct ".*"\n\t\tno_path_retry "queue"\n\t}\n}\n';
    const queueing = text.replace('devices {\n}\n', device);
    const find = (config: string): string | undefined =>
      checkMultipath(parseMultipathConfig(config), LIO, FIVE).find(({ check }) =>
        check.endsWith('no_path_retry'),
      )?.evidence;
    expect(find(queueing)).toMatch(/^no_path_retry queue;/);
    expect(find(queueing.replace('overrides {\n', 'overrides {\n\tno_path_retry 12\n'))).toBe(
      'no_path_retry 12',
    );
  });

  test('the printed file names the product wherever it names a vendor, which this version needs', () => {
    const config = parseMultipathConfig(multipathConfig(LIO));
    expect(config.blacklisted.map((device) => [...device.keys()])).toEqual([['vendor', 'product']]);
    expect(bad(checkMultipath(config, LIO, FIVE))).toEqual([]);
  });
});

describe('the doctor on a node', () => {
  async function examined(
    prepare: (host: ReturnType<ReturnType<typeof twoSites>['host']>) => void = () => undefined,
  ) {
    const sites = twoSites();
    const host = sites.host('node-1');
    const text = golden('multipathd-config-ours.txt');
    const inner = host.programs.get('multipathd');
    host.programs.set('multipathd', (call) =>
      call.args.join(' ') === 'show config local' || inner === undefined
        ? Promise.resolve(done(text))
        : inner(call),
    );
    for (const tool of ['mkfs.xfs', 'xfs_growfs', 'mount', 'umount', 'dmsetup']) {
      if (!host.programs.has(tool)) throw new Error(`${tool} is not simulated`);
    }
    prepare(host);
    const adapters = host.adapters(scratchDirectory());
    const found = examineNode(adapters, { device: LIO, timers: FENCED }, never);
    return sites.clock.during(found);
  }

  test('finds nothing wrong with a good one but the modules, which a simulation has not', async () => {
    expect(bad(await examined())).toEqual([
      'warn kernel module iscsi_tcp',
      'warn kernel module dm_multipath',
    ]);
  });

  test('names a missing binary, its package and a dead daemon', async () => {
    const findings = await examined((host) => {
      host.programs.delete('iscsiadm');
      for (const tool of ['mkfs.xfs', 'xfs_logprint', 'resize2fs']) host.programs.delete(tool);
      host.daemons.delete('multipathd');
    });
    expect(bad(findings)).toEqual(
      expect.arrayContaining([
        'problem iscsiadm',
        'problem resize2fs',
        'warn mkfs.xfs',
        'warn xfs_logprint',
        'problem multipathd',
      ]),
    );
    expect(findings.find(({ check }) => check === 'iscsiadm')?.remedy).toBe('install the package open-iscsi');
  });

  test('every finding that is not ok has a remedy', async () => {
    const findings = await examined((host) => host.daemons.clear());
    expect(findings.filter(({ level, remedy }) => level !== 'ok' && remedy === undefined)).toEqual([]);
  });

  test('timers below the array’s guarantee, and a clock from before this driver', () => {
    expect(checkTimers({ ...FIVE, gatewayFenceMs: 10_000 }).level).toBe('problem');
    expect(checkTimers(FIVE).level, 'sooner when the connection is broken off').toBe('warn');
    expect(checkTimers({ ...FIVE, replacementTimeoutMs: 6000 }).level).toBe('ok');
    expect([checkClock(0).level, checkClock(1_800_000_000_000).level]).toEqual(['warn', 'ok']);
  });
});
