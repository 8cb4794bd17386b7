import { expect, test } from 'vitest';
import { mountAnswer, silentWhenHung } from '../src/mounts/mount-answer.js';

const source = { server: '10.7.9.1', path: '/sdsfs/folder/a' };
const command = { tool: 'mount', args: [], deadlineMs: 30_000, label: 'mount of 10.7.9.1:/sdsfs/folder/a' };

const answer = (stderr: string) =>
  mountAnswer(source, {
    command,
    output: { exitCode: 32, stdout: new Uint8Array(), stderr },
    elapsedMs: 1234,
  });

/** Message catalogue of mount.nfs 2.6.2, filled in. */
test.each([
  ['mount.nfs: access denied by server while mounting 10.7.9.1:/sdsfs/folder/a', 'access-denied'],
  ['mount.nfs: mounting 10.7.9.1:/x failed, reason given by server: Permission denied', 'access-denied'],
  [
    'mount.nfs: mounting 10.7.9.1:/x failed, reason given by server: No such file or directory',
    'no-such-export',
  ],
  ['mount.nfs: Stale file handle', 'no-such-export'],
  ['mount.nfs: requested NFS version or transport protocol is not supported', 'version-unsupported'],
  ['mount.nfs: Protocol not supported', 'version-unsupported'],
  ['mount.nfs: rpc.statd is not running but is required for remote locking.', 'no-lock-service'],
  ['mount.nfs: Connection refused', 'not-serving'],
  ['mount.nfs: an incorrect mount option was specified', 'bad-option'],
  ["mount.nfs: parsing error on 'vers=' option", 'bad-option'],
])('%s', (stderr, refusal) => {
  expect(answer(`${stderr}\n`)).toEqual({
    kind: 'mount-refused',
    source: '10.7.9.1:/sdsfs/folder/a',
    refusal,
    detail: stderr,
  });
});

test.each([
  'mount.nfs: Connection timed out',
  'mount.nfs: No route to host',
  'mount.nfs: Network is unreachable',
])('%s is a silent server', (stderr) => {
  expect(answer(stderr)).toEqual({
    kind: 'server-silent',
    source: '10.7.9.1:/sdsfs/folder/a',
    operation: 'mount',
    afterMs: 1234,
  });
});

test('a host without mount.nfs is told which package it lacks', () => {
  const stderr =
    'mount: /x: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.';
  expect(answer(stderr)).toEqual({ kind: 'tool-missing', tool: 'mount.nfs', package: 'nfs-common' });
});

test('what is not known is handed on in its own words', () => {
  expect(answer('mount.nfs: mount system call failed')).toMatchObject({
    kind: 'tool-failed',
    exitCode: 32,
    detail: 'mount.nfs: mount system call failed',
  });
});

test('only a child that hung is a silent server', () => {
  const cancelled = { kind: 'cancelled', operation: 'x' } as const;
  expect(silentWhenHung(cancelled, source, 'mount')).toBe(cancelled);
});
