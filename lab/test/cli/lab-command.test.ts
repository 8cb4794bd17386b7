import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/lab-command.js';
import { UsageError } from '../../src/cli/usage-error.js';

const scenarios = { selfcheck: {}, tour: { '--all': 'switch', '--mode': ['fast', 'slow'] } } as const;
const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' '), scenarios);

describe('npm run lab --', () => {
  it.each([
    ['', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['up', { kind: 'up', detach: false, storage: 'block' }],
    ['up -d', { kind: 'up', detach: true, storage: 'block' }],
    ['up --storage file -d', { kind: 'up', detach: true, storage: 'file' }],
    ['down', { kind: 'down' }],
    ['status', { kind: 'status' }],
    ['shell', { kind: 'shell', guest: undefined }],
    ['shell gw-a', { kind: 'shell', guest: 'gw-a' }],
    ['cut arbiter', { kind: 'cut', what: 'arbiter', sparing: [] }],
    ['cut site-a --sparing node-1', { kind: 'cut', what: 'site-a', sparing: ['node-1'] }],
    ['heal inter-site-link', { kind: 'heal', what: 'inter-site-link', sparing: [] }],
    ['selfcheck', { kind: 'scenario', name: 'selfcheck', options: {} }],
    ['tour --mode slow --all', { kind: 'scenario', name: 'tour', options: { mode: 'slow', all: 'on' } }],
  ])('%s', (line, command) => {
    expect(parse(line)).toEqual(command);
  });

  it.each([
    ['fly', /unknown command `fly`: try selfcheck, tour, up/],
    ['up now', /`up` does not take `now`/],
    ['selfcheck fast', /does not take `fast`$/],
    ['tour all', /`tour` does not take `all`: it takes --all, --mode fast\|slow/],
    ['tour --mode', /--mode takes one of fast, slow; got nothing/],
    ['tour --mode medium', /got medium/],
    ['shell node-9', /no guest `node-9`: the lab has gw-a/],
    ['cut', /cut what\? One of site-a/],
    ['cut site-c', /got site-c/],
    ['cut site-a --sparing', /Name at least one/],
    ['cut arbiter --sparing node-1', /unexpected `--sparing`/],
    ['heal site-a --sparing node-1', /unexpected `--sparing`/],
  ])('refuses `%s` with the remedy', (line, message) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(message);
  });
});
