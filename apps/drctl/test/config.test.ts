import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configProblemLines } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDrctlConfig } from '../src/config/read-config.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drctl-config-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function read(text: string, env = {}) {
  const path = join(directory, 'drctl.yaml');
  writeFileSync(path, text);
  return readDrctlConfig(path, env);
}
function problems(text: string): readonly string[] {
  const config = read(text);
  return config.ok ? [] : configProblemLines(config.problem).map((line) => line.replace(`${directory}/`, ''));
}

const sound = `
clusters:
  - { id: a, kubeconfig: kube/a, context: prod, site: a }
  - { id: b, kubeconfig: ~/kube-b, site: b, driverNamespaces: [storage] }
groups:
  - name: shop
    namespaces: [shop]
    labelSelector: app in (web, db)
    namespaceMapping: { shop: shop-dr }
    suspendRules:
      - { group: db.example.com, kind: Cluster, path: spec.instances, standby: 0 }
store:
  s3: { endpoint: "https://s3.example.com", bucket: dr, prefix: /one/, accessKeyIdFile: id, secretAccessKeyFile: key }
`;

describe('drctl.yaml', () => {
  it('is read whole, with paths from its own directory and defaults', () => {
    const config = read(sound, { XDG_STATE_HOME: '/var/state' });
    expect(config).toMatchObject({
      ok: true,
      value: {
        clusters: [
          {
            id: 'a',
            kubeconfig: join(directory, 'kube/a'),
            context: 'prod',
            driverNamespaces: ['kube-system', 'twinsite'],
          },
          { id: 'b', driverNamespaces: ['storage'] },
        ],
        groups: [{ namespaceMapping: new Map([['shop', 'shop-dr']]), suspendRules: [{ standby: 0 }] }],
        store: { kind: 's3', prefix: 'one', region: 'us-east-1' },
        state: '/var/state/drctl',
      },
    });
  });

  it('finds the files of an array’s credentials beside itself', () => {
    for (const name of ['user', 'password']) writeFileSync(join(directory, name), `${name} of a test\n`);
    const credentials = '{ userFile: user, passwordFile: ./password }';
    const config = read(
      `arrays: [{ name: one, managers: [10.0.0.1], credentials: ${credentials}, sites: { a: [gw] } }]`,
    );
    const known = { kind: 'password', user: 'user of a test', password: 'password of a test' };
    expect(config).toMatchObject({ ok: true, value: { arrays: [{ credentials: known }] } });
  });

  it('tells everything that is wrong at once, each with its line, field and remedy', () => {
    const wrong = sound
      .replace('id: a,', 'id: A!,')
      .replace('site: b,', 'site: c,')
      .replace('app in (web, db)', 'app in web')
      .replace('bucket: dr, ', '')
      .replace('standby: 0', 'typo: 0');
    expect(problems(wrong)).toEqual([
      'drctl.yaml:3: clusters[0].id = "A!": give at most 63 of a-z, 0-9 and -, as in the chart',
      'drctl.yaml:4: clusters[1].site = "c": give a or b',
      expect.stringContaining('drctl.yaml:8: groups[0].labelSelector = "app in web": give a selector'),
      expect.stringContaining('drctl.yaml:11: groups[0].suspendRules[0].standby: give the value'),
      expect.stringContaining('drctl.yaml:11: groups[0].suspendRules[0].typo: is not known here'),
      'drctl.yaml:13: store.s3.bucket: is required',
    ]);
  });

  it.each([
    ['one cluster alone', 'clusters: [{ id: a, kubeconfig: k, site: a }]', 'name two, one per site'],
    [
      'two of one id',
      'clusters: [{ id: a, kubeconfig: k, site: a }, { id: a, kubeconfig: k, site: b }]',
      'both clusters have this id',
    ],
    ['two stores', 'store: { tar: a, directory: b }', 'give exactly one of'],
    ['a group of no namespace', 'groups: [{ name: g }]', 'name at least one namespace'],
    [
      'two groups of one name',
      'groups: [{ name: g, namespaces: [a] }, { name: g, namespaces: [b] }]',
      'another group has this name',
    ],
    ['a list that is none', 'groups: {}', 'give a list'],
  ])('refuses %s', (_name, text, remedy) => {
    expect(problems(text)).toEqual([expect.stringContaining(remedy)]);
  });

  it('prints no private key that stands where a public one should, nor the line of broken YAML', () => {
    const key = 'AGE-SECRET-KEY-1QQQ';
    expect(problems(`keys: { recipients: [${key}] }`)).toEqual([expect.not.stringContaining(key)]);
    const broken = problems(`keys: { identity: "${key}`);
    expect(broken[0]).toMatch(/^drctl.yaml:1: is no valid YAML/);
    expect(broken.join('')).not.toContain(key);
  });

  it.each([
    ['an identity instead of its file', 'keys: { identity: SECRET }', 'keys.identity'],
    ['a recipient outside of a list', 'keys: { recipients: SECRET }', 'keys.recipients'],
    ['an identity instead of the keys', 'keys: SECRET', 'keys'],
    [
      'a signing key instead of its file',
      'keys: { signing: "-----BEGIN PRIVATE KEY-----SECRET" }',
      'keys.signing',
    ],
    ['a whole kubeconfig', 'clusters: [{ id: a, kubeconfig: { token: SECRET }, site: a }]', 'kubeconfig'],
    [
      'the key of a store instead of its file',
      'store: { s3: { endpoint: "https://s3", bucket: b, accessKeyIdFile: id, secretAccessKeyFile: STORED } }',
      'store.s3.secretAccessKeyFile',
    ],
  ])('refuses %s by its field, and never prints it', (_name, text, field) => {
    const stored = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const told = problems(text.replace('SECRET', 'AGE-SECRET-KEY-1QQQ').replace('STORED', stored)).join('\n');
    expect(told).toContain(field);
    expect(told).not.toMatch(/QQQ|wJalr/);
  });

  it('names the key that was perhaps meant', () => {
    expect(problems('grups: []')).toEqual([
      expect.stringMatching(/grups: is not known here.*did you mean groups\?$/),
    ]);
    expect(problems('colour: red')).toEqual([expect.not.stringContaining('did you mean')]);
  });

  it('says how to make one where there is none', () => {
    const missing = readDrctlConfig(join(directory, 'none.yaml'), {});
    expect(missing.ok ? [] : configProblemLines(missing.problem)).toEqual([
      expect.stringContaining('drctl init'),
    ]);
  });
});
