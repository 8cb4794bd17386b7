import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../src/program.js';
import { terminalInto } from './terminal-into.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'drctl-complete-'));
  const clusters = '[{ id: east, kubeconfig: k, site: a }, { id: west, kubeconfig: k, site: b }]';
  const file = (name: string, group: string): void =>
    writeFileSync(
      join(directory, name),
      `clusters: ${clusters}\ngroups: [{ name: ${group}, namespaces: [n] }]\n`,
    );
  file('drctl.yaml', 'shop');
  file('other.yaml', 'bank');
  writeFileSync(join(directory, 'broken.yaml'), 'clusters: 1');
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Lines that a shell gets for what was typed so far. */
async function completed(words: readonly string[], config = 'drctl.yaml'): Promise<readonly string[]> {
  const seen = { out: '', err: '' };
  const refuse = (): never => {
    throw new Error('nothing is opened');
  };
  const program = buildProgram({
    terminal: terminalInto(seen),
    env: { DRCTL_CONFIG: join(directory, config) },
    interrupted: new AbortController().signal,
    openArrays: refuse,
    openCluster: refuse,
    finish: () => undefined,
  });
  await program.parseAsync(['node', 'drctl', '__complete', '--', ...words]);
  expect(seen.err).toBe('');
  return seen.out.trimEnd().split('\n');
}

describe('completion', () => {
  it('knows commands by what they begin with, and what they do', async () => {
    expect(await completed(['unp'])).toEqual([expect.stringMatching(/^unprotect\t\w+/), ':4']);
    expect((await completed([''])).join('\n')).not.toContain('__complete');
  });

  it.each([
    ['commands below a command', ['config', ''], ['check', 'view']],
    ['groups', ['restore', ''], ['shop']],
    ['groups of the file that was named', ['restore', '-c', 'OTHER', ''], ['bank']],
    ['clusters', ['restore', 'shop', '--to', ''], ['east', 'west']],
    ['groups as the value of an option', ['verify', '--group', 's'], ['shop']],
    ['what an option may be', ['restore', '--conflict', 'f'], ['fail']],
    ['options, an unfinished one', ['restore', 'shop', '--conf'], ['--config', '--conflict']],
    ['an option that all commands have', ['restore', '--help'], ['--help']],
  ])('knows %s', async (_name, words, expected) => {
    const lines = await completed(words.map((word) => word.replace('OTHER', join(directory, 'other.yaml'))));
    expect(lines.map((line) => line.split('\t')[0])).toEqual(expect.arrayContaining([...expected, ':4']));
  });

  it('leaves files to the shell', async () => {
    expect(await completed(['protect', 'shop', '--config', ''])).toEqual([':0']);
    expect(await completed(['verify', './b'])).toEqual([':0']);
  });

  it('offers nothing more than a command takes, and is silent about a broken configuration', async () => {
    expect(await completed(['restore', 'shop', ''])).toEqual([':4']);
    expect(await completed(['restore', ''], 'broken.yaml')).toEqual([':4']);
  });
});
