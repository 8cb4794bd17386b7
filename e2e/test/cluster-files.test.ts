import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseCommand } from '../src/cli/e2e-command.js';
import { kubeconfig, newAccounts, tokenFile } from '../src/cluster/accounts.js';
import { manifest } from '../src/story/manifests.js';

const HOME = fileURLToPath(new URL('..', import.meta.url));

test('each account has a token of its own, in the groups that Kubernetes binds its roles to', () => {
  const accounts = newAccounts(['node-1', 'node-2']);
  const tokenOf = (name: string): string => accounts[name]?.token ?? 'none';
  const lines = tokenFile(accounts).trim().split('\n');
  expect(lines).toContain(`${tokenOf('admin')},admin,1,system:masters`);
  expect(lines).toContain(`${tokenOf('scheduler')},system:kube-scheduler,3`);
  expect(lines).toContain(`${tokenOf('node-2')},system:node:node-2,5,system:nodes`);
  expect(new Set(Object.keys(accounts).map(tokenOf)).size).toBe(5);
});

test('a kubeconfig trusts the certificate it was given', () => {
  const config = JSON.parse(kubeconfig('https://a:6443', 'PEM', 'token-1')) as {
    clusters: [{ cluster: Record<string, string> }];
  };
  expect(config.clusters[0].cluster).toEqual({
    server: 'https://a:6443',
    'certificate-authority-data': Buffer.from('PEM').toString('base64'),
  });
});

test('a word that a manifest does not have is a mistake, not a no-op', async () => {
  await expect(manifest(HOME, 'claim', { PASSWORD: 'x' })).rejects.toThrow('claim.yaml has no PASSWORD');
  expect(await manifest(HOME, 'secret', { PASSWORD: 'x' })).toContain('password: x');
});

test.each([
  [[], { kind: 'tell', options: {} }],
  [['--all'], { kind: 'tell', options: { all: 'on' } }],
  [['article'], { kind: 'tell', options: { only: 'article' } }],
  [['--help'], { kind: 'help' }],
  [['prepare'], { kind: 'chore', chore: 'prepare' }],
  [['image'], { kind: 'chore', chore: 'image' }],
  [['bench', 'restore'], { kind: 'chore', chore: 'bench-restore' }],
  [['dr-restore'], { kind: 'dr-restore', options: {} }],
  [['dr-restore', '--all'], { kind: 'dr-restore', options: { all: 'on' } }],
  [['k8s'], { kind: 'help' }],
  [['k8s', 'up'], { kind: 'up', detach: false }],
  [['k8s', 'up', '-d'], { kind: 'up', detach: true }],
  [['k8s', 'down'], { kind: 'down' }],
  [['k8s', 'kubectl', 'get', 'pods', '-A'], { kind: 'kubectl', words: ['get', 'pods', '-A'] }],
])('%j is %j', (words, command) => expect(parseCommand(words)).toEqual(command));

test.each([
  [['nonsense'], 'give --all, first-pvc'],
  [['article', '--fast'], 'give --all, first-pvc'],
  [['k8s', 'up', '--fast'], 'give up [-d], kubectl'],
  [['k8s', 'sideways'], 'give up [-d], kubectl'],
  [['bench', 'fast'], 'give restore or start'],
  [['dr-restore', '--fast'], 'give --all or nothing'],
])('%j is refused with what there is', (words, remedy) => {
  expect(() => parseCommand(words)).toThrow(remedy);
});
