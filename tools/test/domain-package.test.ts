import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './scratch-workspace.js';

const consumer = mkdtempSync(join(tmpdir(), 'twinsite-consumer-'));
const program = `
import { parseNodeId, parseVolumeName, planAttachment, bytes } from '@twinsite/domain';
import { twoSitePath } from '@twinsite/domain/testing';
const node = parseNodeId('1;node-1;iqn.2026-01.example:node-1');
const name = parseVolumeName('pvc-1', 'name');
const volume = { array: 'x', id: '1', name: name.value, size: bytes(1n), pool: 'p', sn: '1', naa: undefined,
  origin: 'new', state: { kind: 'ready' }, accessPath: undefined, description: '' };
const wanted = { sharing: undefined, readOnly: false, filesystem: true };
const facts = { volume, node: node.value, accessPath: twoSitePath('ap'), wanted, holders: [], owner: undefined };
const plan = planAttachment(facts);
const taken = planAttachment({ ...facts, holders: [{ client: 'node-2', iqns: ['iqn.2026-01.example:node-2'] }] });
console.log(JSON.stringify([plan.value.step, plan.value.portals.length, taken.problem.kind]));
`;

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', [...args], {
    cwd,
    encoding: 'utf8',
    timeout: 110_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

beforeAll(() => {
  npm(['pack', '--pack-destination', consumer], join(root, 'packages/domain'));
  const tarball = readdirSync(consumer).find((file) => file.endsWith('.tgz')) ?? 'no tarball was packed';
  writeFileSync(
    join(consumer, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  );
  npm(['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], consumer);
}, 120_000);

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

test('an empty project that installs the packed domain plans an attachment with it', () => {
  writeFileSync(join(consumer, 'plan.js'), program);
  const printed = execFileSync(process.execPath, ['plan.js'], {
    cwd: consumer,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(JSON.parse(printed)).toEqual(['grant', 2, 'attached-elsewhere']);
});

test('it brings nothing else along', () => {
  const installed = readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['@twinsite']);
  const manifest = JSON.parse(
    readFileSync(join(consumer, 'node_modules/@twinsite/domain/package.json'), 'utf8'),
  ) as Record<string, unknown>;
  expect(manifest['dependencies']).toEqual({});
});
