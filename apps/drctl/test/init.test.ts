import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDrctlConfig } from '../src/config/read-config.js';
import { buildProgram } from '../src/program.js';
import { terminalInto } from './terminal-into.js';

let directory: string;
let answers: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drctl-init-'));
  answers = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

async function drctl(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { code: -1, out: '', err: '' };
  const refuse = (): never => {
    throw new Error('nothing is opened');
  };
  const program = buildProgram({
    terminal: { ...terminalInto(seen), ask: () => Promise.resolve(answers.shift()) },
    env: { DRCTL_CONFIG: join(directory, 'drctl.yaml') },
    interrupted: new AbortController().signal,
    openArrays: refuse,
    openCluster: refuse,
    finish: (code) => (seen.code = code),
  });
  await program.parseAsync(['node', 'drctl', ...words]);
  return seen;
}

const path = (): string => join(directory, 'drctl.yaml');
const flags = [
  '--cluster',
  'a=kube-a@prod',
  '--cluster',
  'b=kube-b',
  '--group',
  'shop=shop,shop-db',
  '--store',
  'bundles',
];

describe('drctl init', () => {
  it('writes a file that config check calls sound but for the kubeconfigs, with a word on each part', async () => {
    expect(await drctl('init', '-c', path(), ...flags, '--generate-keys')).toMatchObject({ code: 0 });
    const config = readDrctlConfig(path(), {});
    expect(config).toMatchObject({
      ok: true,
      value: {
        clusters: [{ id: 'a', context: 'prod' }, { id: 'b' }],
        groups: [{ name: 'shop', namespaces: ['shop', 'shop-db'] }],
        store: { kind: 'directory' },
        keys: { identity: join(directory, 'drctl-identity.txt') },
      },
    });
    expect(readFileSync(path(), 'utf8')).toMatch(/^# drctl.yaml/);
    for (const name of readdirSync(directory))
      expect(statSync(join(directory, name)).mode & 0o077, name).toBe(0);
  });

  it('prints no key, and writes none into the file', async () => {
    const { out, err } = await drctl('init', '-c', path(), ...flags, '--generate-keys');
    expect(out + err + readFileSync(path(), 'utf8')).not.toMatch(/AGE-SECRET-KEY|PRIVATE KEY/);
  });

  it('asks for what flags leave out', async () => {
    answers = ['a=kube-a', 'b=kube-b', 'shop=shop', ''];
    expect(await drctl('init', '-c', path())).toMatchObject({ code: 0 });
    expect(readDrctlConfig(path(), {})).toMatchObject({ ok: true, value: { groups: [{ name: 'shop' }] } });
  });

  it('replaces no file and no key that is there, and leaves nothing half done', async () => {
    writeFileSync(path(), 'mine');
    const refused = await drctl('init', '-c', path(), ...flags);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--force')]);
    expect(readFileSync(path(), 'utf8')).toBe('mine');
    expect(readdirSync(directory)).toEqual(['drctl.yaml']);
    expect(await drctl('init', '-c', path(), ...flags, '--force')).toMatchObject({ code: 0 });
  });

  it.each([
    ['--cluster', 'A=kube'],
    ['--cluster', 'a'],
    ['--group', 'shop'],
  ])('refuses %s %s by name', async (flag, value) => {
    const given = flag === '--group' ? ['--cluster', 'a=kube-a'] : [];
    const { code, err } = await drctl('init', '-c', path(), ...given, flag, value, '--cluster', 'b=kube-b');
    expect([code, err]).toEqual([2, expect.stringContaining(flag)]);
  });
});

describe('completion', () => {
  const completed = async (...words: string[]): Promise<readonly string[]> => {
    const { out } = await drctl('completion', 'bash');
    const line = words.map((word) => `'${word}'`).join(' ');
    const script = `${out}\ndrctl() { echo shop; }\nCOMP_WORDS=(drctl ${line}); COMP_CWORD=${words.length}; _drctl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
  };

  it('of bash knows commands, options and groups', async () => {
    expect(await completed('pro')).toEqual(['protect']);
    expect(await completed('config', '')).toEqual(expect.arrayContaining(['check', 'view']));
    expect(await completed('restore', '--sta')).toEqual(['--start']);
    expect(await completed('protect', 'sh')).toEqual(['shop']);
  });

  it.each(['zsh', 'fish'])('of %s names every command', async (shell) => {
    const { out } = await drctl('completion', shell);
    for (const name of ['protect', 'restore', 'doctor']) expect(out).toContain(name);
  });

  it('of kubectl comes from a program of its own, in the words of cobra', async () => {
    await drctl('init', '-c', path(), ...flags);
    expect((await drctl('__complete', '--', 'res')).out).toBe('restore\n:4\n');
    expect((await drctl('__complete', '--', 'protect', 's')).out).toBe('shop\n:4\n');
    expect((await drctl('__complete', '--', 'restore', '--sta')).out).toBe('--start\n:4\n');
  });

  it('groups come from the configuration', async () => {
    await drctl('init', '-c', path(), ...flags);
    expect(await drctl('__groups')).toMatchObject({ code: 0, out: 'shop\n' });
  });
});

describe('usage', () => {
  it('an unknown shell, command or option ends with a usage error', async () => {
    for (const words of [['completion', 'tcsh'], ['promote'], ['restore', 'shop', '--now']])
      await expect(drctl(...words)).rejects.toThrow(CommanderError);
  });

  it('version tells its own without asking anybody', async () => {
    expect(await drctl('version', '-o', 'json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('0.1.0') as string,
    });
  });
});
