import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configProblemLines } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configData } from '../src/actions/config.js';
import { readDrctlConfig } from '../src/config/read-config.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drctl-hooks-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function read(hooks: readonly string[], namespaces = '[shop]') {
  const path = join(directory, 'drctl.yaml');
  const lines = hooks.map((hook) => `      - ${hook}\n`).join('');
  writeFileSync(path, `groups:\n  - name: shop\n    namespaces: ${namespaces}\n    hooks:\n${lines}`);
  return readDrctlConfig(path, {});
}
function problems(hooks: readonly string[], namespaces?: string): readonly string[] {
  const config = read(hooks, namespaces);
  return config.ok ? [] : configProblemLines(config.problem).map((line) => line.replace(`${directory}/`, ''));
}

const sound = [
  '{ name: flush, when: before-stop, exec: { labelSelector: app=db, container: db, command: [psql, -c, SECRET] }, timeout: 60, onError: continue }',
  '{ name: tell, when: after-stop, webhook: { url: "https://example.com/SECRET", headers: { X-Key: SECRET }, tokenFile: token, body: SECRET } }',
  '{ name: serves, when: after-ready, http: { url: "http://shop/healthz", contains: UP }, retryFor: 120 }',
];

describe('hooks in drctl.yaml', () => {
  it('are read in their order, with defaults and paths from its directory', () => {
    const config = read(sound);
    expect(config.ok ? config.value.groups[0]?.hooks : config.problem).toMatchObject([
      {
        name: 'flush',
        action: { kind: 'exec', namespace: 'shop', pod: { selector: 'app=db' }, container: 'db' },
        timeoutMs: 60_000,
        onError: 'continue',
      },
      {
        action: { kind: 'webhook', method: 'POST', tokenFile: join(directory, 'token') },
        timeoutMs: 30_000,
        retryForMs: 0,
        onError: 'stop',
      },
      { when: 'after-ready', action: { kind: 'http', status: 200, contains: 'UP' }, retryForMs: 120_000 },
    ]);
  });

  it('are shown, and given away for support, without what may be a secret', () => {
    const config = read(sound);
    const shown = config.ok ? JSON.stringify(configData(config.value)) : '';
    expect(shown).toContain('"headers":["X-Key"]');
    expect(shown).not.toContain('SECRET');
  });

  it('are wrong all at once, each with line, field and remedy', () => {
    const wrong = [
      '{ name: a b, when: before, exec: { command: [] } }',
      '{ name: two, when: after-stop, http: { url: "http://x" }, webhook: { url: "http://x" } }',
      '{ name: three, when: before-start, exec: { pod: p, command: [c] }, retryFor: 3, timeout: 0 }',
      '{ name: two, when: after-ready, http: { url: "ftp://x", state: 200 }, onError: ignore }',
    ];
    expect(problems(wrong)).toEqual([
      expect.stringContaining('drctl.yaml:5: groups[0].hooks[0].name = "a b": give at most 63 of'),
      expect.stringContaining('drctl.yaml:5: groups[0].hooks[0].when = "before": give one of before-stop,'),
      expect.stringContaining('drctl.yaml:5: groups[0].hooks[0].exec.pod: give exactly one of'),
      expect.stringContaining('drctl.yaml:5: groups[0].hooks[0].exec.command: give the program'),
      expect.stringContaining('drctl.yaml:6: groups[0].hooks[1].exec: give exactly one of exec'),
      expect.stringContaining('drctl.yaml:7: groups[0].hooks[2].timeout = 0: give a whole number'),
      expect.stringContaining('drctl.yaml:7: groups[0].hooks[2].retryFor: is for http alone'),
      expect.stringContaining('drctl.yaml:7: groups[0].hooks[2].exec: is not possible before-start'),
      expect.stringContaining('drctl.yaml:8: groups[0].hooks[3].http.url: give http:// or https://'),
      expect.stringMatching(/:8: groups\[0\]\.hooks\[3\]\.http\.state: is not known here/),
      expect.stringContaining(
        'drctl.yaml:8: groups[0].hooks[3].onError = "ignore": give one of stop, continue',
      ),
    ]);
    expect(problems(['{ name: x, when: after-ready, exec: { pod: p, command: [c] } }'], '[a, b]')).toEqual([
      expect.stringContaining('exec.namespace: is required: the group has more than one'),
    ]);
    const same = '{ name: x, when: after-ready, http: { url: "http://x" } }';
    expect(problems([same, same])).toEqual([
      expect.stringContaining('another hook of the group has this name'),
    ]);
  });

  it.each([
    ['a token instead of its file', 'tokenFile: SECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRET'],
    ['a signed token instead of its file', 'tokenFile: eyJSECRET.SECRET.SECRET'],
    ['a bearer in a header', 'headers: { Authorization: Bearer SECRET }'],
    ['a header of two lines', 'headers: { X-Key: "SECRET\\nHost: other" }'],
    ['a header that HTTP sets', 'headers: { Host: SECRET }'],
    ['headers that are none', 'headers: SECRET'],
  ])('refuses %s, and never prints it', (_name, field) => {
    const told = problems([`{ name: x, when: after-stop, webhook: { url: "http://x", ${field} } }`]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/webhook\.(tokenFile|headers)/);
    expect(told[0]).not.toContain('SECRET');
  });

  it('never prints a URL: of some the whole is a secret', () => {
    const told = problems(['{ name: x, when: after-stop, webhook: { url: "https://user:SECRET@x/" } }']);
    expect(told).toEqual([expect.stringContaining('webhook.url: give http:// or https://')]);
    expect(told[0]).not.toContain('SECRET');
  });
});
