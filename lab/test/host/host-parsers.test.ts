import { describe, expect, it } from 'vitest';
import { libraryPaths } from '../../src/host/guest-root.js';
import { identify, isAlive, startTicksOf } from '../../src/host/process-identity.js';
import { refuseOs } from '../../src/host/prerequisites.js';
import { mountPoints, totalOf } from '../../src/run-dir/leftovers.js';

describe('process identity', () => {
  it('counts fields after the last bracket of the command name', () => {
    const fields = Array.from({ length: 30 }, (_, index) => `f${index + 3}`);
    expect(startTicksOf(`42 (a b) c) ${fields.join(' ')}`)).toBe('f22');
  });

  it('knows this process, and not an earlier one of the same number', async () => {
    const me = await identify(process.pid);
    expect(me).toBeDefined();
    expect(await isAlive({ pid: process.pid, startTicks: me?.startTicks ?? '' })).toBe(true);
    expect(await isAlive({ pid: process.pid, startTicks: '1' })).toBe(false);
    expect(await identify(2 ** 30)).toBeUndefined();
  });

  it('counts a zombie as gone', () => {
    expect(startTicksOf('42 (sh) Z 1 2 3')).toBeUndefined();
  });
});

describe('what the host prints', () => {
  it('finds libraries in ldd’s lines and skips the kernel’s own', () => {
    const text = `\tlinux-vdso.so.1 (0x00007faf)
\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007faf)
\t/lib64/ld-linux-x86-64.so.2 (0x00007faf)\n`;
    expect(libraryPaths(text)).toEqual(['/lib/x86_64-linux-gnu/libdl.so.2', '/lib64/ld-linux-x86-64.so.2']);
    expect(libraryPaths('\tnot a dynamic executable\n')).toEqual([]);
  });

  it('finds mount points', () => {
    expect(mountPoints('36 35 98:0 / /mnt/x rw - ext4 /dev/a rw\n')).toEqual(['/mnt/x']);
  });

  it('adds leftovers up', () => {
    expect(totalOf({ namespaces: 1, processes: 2, mounts: 3, links: 4, files: 5 })).toBe(15);
  });
});

describe('refusing a machine', () => {
  it('wants Debian, then root, and says what to do instead', () => {
    expect(refuseOs('ID=fedora\n', 0)?.message).toMatch(/this is fedora.*npm run demo/s);
    expect(refuseOs('', 0)?.message).toMatch(/an unknown system/);
    expect(refuseOs('ID=debian\n', 1000)?.message).toMatch(/needs root; this is uid 1000/);
    expect(refuseOs('NAME="x"\nID=debian\n', 0)).toBeUndefined();
  });
});
