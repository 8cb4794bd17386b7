/**
 * Makes packages/csi-adapter/src/generated/csi_pb.ts from the committed csi.proto; works without a network.
 * `--check` writes nothing and fails when the committed file differs from a fresh one.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const room = join(root, 'packages/csi-adapter');
const committed = join(room, 'src/generated/csi_pb.ts');

function generate() {
  const scratch = mkdtempSync(join(tmpdir(), 'csi-proto-'));
  try {
    const buf = join(root, 'node_modules/.bin/buf');
    const template = join(room, 'buf.gen.yaml');
    execFileSync(buf, ['generate', join(room, 'proto'), '--template', template, '--output', scratch], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 60_000,
    });
    return readFileSync(join(scratch, 'csi_pb.ts'), 'utf8');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readCommitted() {
  try {
    return readFileSync(committed, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

const fresh = generate();
const upToDate = fresh === readCommitted();
if (process.argv.includes('--check')) {
  if (!upToDate) {
    console.error(
      `${committed} differs from what csi.proto generates: run npm run proto and commit the result`,
    );
    process.exitCode = 1;
  }
} else {
  mkdirSync(dirname(committed), { recursive: true });
  writeFileSync(committed, fresh);
  console.log(upToDate ? 'csi_pb.ts was up to date' : 'csi_pb.ts written');
}
