import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('csi.proto is the file the note beside it speaks of', async () => {
  const sum = createHash('sha256')
    .update(await readFile(at('../proto/csi.proto')))
    .digest('hex');
  expect(await readFile(at('../proto/csi.proto.sha256'), 'utf8')).toBe(`${sum}  csi.proto\n`);
});

test('the generated code is what csi.proto gives', async () => {
  const check = promisify(execFile)(process.execPath, [at('../../../tools/generate-proto.mjs'), '--check']);
  await expect(check).resolves.toMatchObject({ stderr: '' });
}, 60_000);
