import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalHostFiles, LocalHostPaths, readText, systemClock } from '../src/index.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twinsite-files-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('host files', () => {
  const files = (): LocalHostFiles => new LocalHostFiles(systemClock, { root });

  test('are read below the configured root, missing ones are no problem', async () => {
    writeFileSync(join(root, 'state'), 'running\n');
    expect(await readText(files(), '/state', never)).toEqual({ ok: true, value: 'running' });
    expect(await readText(files(), '/none', never)).toEqual({ ok: true, value: undefined });
    expect(await files().list('/', never)).toEqual({ ok: true, value: ['state'] });
    expect(await files().list('/none', never)).toEqual({ ok: true, value: [] });
  });

  test('are read whole: a node with many pods has megabytes of mounts', async () => {
    writeFileSync(join(root, 'mountinfo'), 'x'.repeat(3_000_000));
    const whole = await files().readBytes('/mountinfo', never);
    expect(whole.ok && whole.value?.length).toBe(3_000_000);
  });

  test('that are larger than anything expected are a problem, never half read', async () => {
    const small = new LocalHostFiles(systemClock, { root, maxBytes: 10 });
    writeFileSync(join(root, 'endless'), 'x'.repeat(11));
    expect(await small.readBytes('/endless', never)).toMatchObject({
      ok: false,
      problem: { kind: 'host-io', path: '/endless', code: 'EFBIG' },
    });
  });

  test('are written when they exist, and never made', async () => {
    writeFileSync(join(root, 'delete'), '');
    expect(await files().writeAttribute('/delete', '1', never)).toEqual({ ok: true, value: 'written' });
    expect(readFileSync(join(root, 'delete'), 'utf8')).toBe('1');
    expect(await files().writeAttribute('/scan', '1', never)).toEqual({ ok: true, value: 'missing' });
  });

  test('that refuse are a problem with the path and the code', async () => {
    mkdirSync(join(root, 'dir'));
    expect(await files().readBytes('/dir', never)).toEqual({
      ok: false,
      problem: { kind: 'host-io', operation: 'reading', path: '/dir', code: 'EISDIR' },
    });
  });

  test('links are read as written', async () => {
    symlinkSync('../../somewhere', join(root, 'device'));
    expect(await files().readLink('/device', never)).toEqual({ ok: true, value: '../../somewhere' });
    expect(await files().readLink('/none', never)).toEqual({ ok: true, value: undefined });
  });

  test('of this machine are readable too', async () => {
    const table = await readText(new LocalHostFiles(systemClock), '/proc/self/mountinfo', never);
    expect(table.ok && table.value?.includes(' - ')).toBe(true);
  });
});

describe('host paths', () => {
  const paths = new LocalHostPaths(systemClock);

  test('are made with their parents, and removed only when empty', async () => {
    const file = join(root, 'a/b/block');
    expect((await paths.makeFile(file, never)).ok).toBe(true);
    expect((await paths.makeFile(file, never)).ok).toBe(true);
    expect(await paths.removeEmpty(join(root, 'a'), never)).toMatchObject({
      ok: false,
      problem: { code: 'ENOTEMPTY' },
    });
    expect((await paths.removeEmpty(file, never)).ok).toBe(true);
    expect((await paths.removeEmpty(file, never)).ok).toBe(true);
    expect((await paths.removeEmpty(join(root, 'a/b'), never)).ok).toBe(true);
  });

  test('a link or a file that stands where a directory is wanted is never taken for one', async () => {
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));
    writeFileSync(join(root, 'file'), '');
    for (const name of ['link', 'file'])
      expect(await paths.makeDirectory(join(root, name), never)).toMatchObject({
        ok: false,
        problem: { operation: 'making the directory', code: 'EEXIST' },
      });
    expect(await paths.makeFile(join(root, 'link'), never)).toMatchObject({ ok: false });
    expect(await paths.removeEmpty(join(root, 'link'), never)).toMatchObject({ ok: false });
    expect((await paths.makeDirectory(join(root, 'real'), never)).ok).toBe(true);
  });

  test('a file with content is not removed', async () => {
    const file = join(root, 'data');
    writeFileSync(file, 'x');
    expect(await paths.removeEmpty(file, never)).toMatchObject({ ok: false, problem: { code: 'ENOTEMPTY' } });
  });

  test('are resolved up to their last part, which is never touched', async () => {
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));
    symlinkSync('nowhere', join(root, 'real/mount'));
    const resolved = await paths.canonical(join(root, 'link', 'mount/'), never);
    expect(resolved).toEqual({ ok: true, value: join(root, 'real', 'mount') });
  });

  test('below another root are made, resolved and removed there, also through an absolute link', async () => {
    const host = new LocalHostPaths(systemClock, root);
    mkdirSync(join(root, 'data/kubelet'), { recursive: true });
    mkdirSync(join(root, 'var/lib'), { recursive: true });
    symlinkSync('/data/kubelet', join(root, 'var/lib/kubelet'));
    const path = '/var/lib/kubelet/pods/p1/mount';
    expect(await host.makeDirectory(path, never)).toEqual({ ok: true, value: undefined });
    expect(existsSync(join(root, 'data/kubelet/pods/p1/mount'))).toBe(true);
    expect(await host.canonical(path, never)).toEqual({ ok: true, value: '/data/kubelet/pods/p1/mount' });
    expect((await host.removeEmpty(path, never)).ok).toBe(true);
    expect(existsSync(join(root, 'data/kubelet/pods/p1/mount'))).toBe(false);
  });

  test('with a loop of links are a problem, not a loop of ours', async () => {
    symlinkSync('there', join(root, 'here'));
    symlinkSync('here', join(root, 'there'));
    expect(await paths.canonical(join(root, 'here', 'mount'), never)).toMatchObject({
      ok: false,
      problem: { kind: 'host-io', operation: 'resolving', code: 'ELOOP' },
    });
  });
});
