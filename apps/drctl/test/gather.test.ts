import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runShop } from '@twinsite/k8s-dr-adapter/testing';
import { expect, it } from 'vitest';
import { twoClusters } from './two-embedded.js';

it('gathers findings, configuration, objects and journals, and no secret', async () => {
  const world = await twoClusters();
  await runShop(world.a);
  await world.drctl(['protect', 'shop']);
  await world.drctl(['restore', 'shop']);
  const into = join(world.directory, 'gathered');
  expect(await world.drctl(['gather', 'shop', '--into', into])).toMatchObject({ code: 0, out: `${into}\n` });
  const files = readdirSync(into, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const names = files.map((file) => file.slice(into.length + 1));
  expect(names).toEqual(
    expect.arrayContaining(['doctor.json', 'config.json', 'versions.json', 'problems.json']),
  );
  expect(names.some((name) => name.startsWith('cluster-b/objects/claim/'))).toBe(true);
  expect(names.some((name) => name.endsWith('-restore.jsonl'))).toBe(true);
  for (const file of files) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/c2VjcmV0|kube-token|AGE-SECRET/);
    expect(statSync(file).mode & 0o077, file).toBe(0);
  }
  expect(await world.drctl(['gather', 'shop', '--into', into])).toMatchObject({ code: 2 });
});

it('tells what could not be read, and gathers the rest', async () => {
  const world = await twoClusters();
  await runShop(world.a);
  await world.b.server.down();
  const into = join(world.directory, 'gathered');
  expect(await world.drctl(['gather', 'shop', '--into', into])).toMatchObject({ code: 0 });
  const { problems } = JSON.parse(readFileSync(join(into, 'problems.json'), 'utf8')) as {
    problems: readonly string[];
  };
  expect(problems.some((text) => text.startsWith('cluster b:'))).toBe(true);
  await world.b.server.up();
});
