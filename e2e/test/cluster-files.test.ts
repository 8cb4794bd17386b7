import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseCommand } from '../src/cli/e2e-command.js';
import { kubeconfig, newAccounts, tokenFile, type Account } from '../src/cluster/accounts.js';
import { manifest } from '../src/story/manifests.js';

const HOME = fileURLToPath(new URL('..', import.meta.url));

const tokenOf = ({ token }: Account): string => token;

test('each account has a token of its own, in the groups that Kubernetes binds its roles to', () => {
  const accounts = newAccounts('node-1');
  const lines = tokenFile(accounts).trim().split('\n');
  expect(lines).toContain(`${accounts.admin.token},admin,1,system:masters`);
  expect(lines).toContain(`${accounts.scheduler.token},system:kube-scheduler,3`);
  expect(lines).toContain(`${accounts.node.token},system:node:node-1,4,system:nodes`);
  expect(new Set(Object.values<Account>({ ...accounts }).map(tokenOf)).size).toBe(4);
});

test('a kubeconfig trusts the certificate it was given', () => {
  const config = JSON.parse(kubeconfig('https://a:6443', 'PEM', newAccounts('n').admin)) as {
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
  [[], 'help'],
  [['--help'], 'help'],
  [['first-pvc'], 'first-pvc'],
  [['prepare'], 'prepare'],
])('%j is %s', (words, command) => expect(parseCommand(words)).toBe(command));

test.each([[['second-pvc']], [['first-pvc', '--fast']]])('%j is refused with what there is', (words) => {
  expect(() => parseCommand(words)).toThrow('give first-pvc, prepare, help');
});
