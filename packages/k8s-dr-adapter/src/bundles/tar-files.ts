import { finished } from 'node:stream/promises';
import { MANIFEST, type BundleFiles, type Problem, type Result } from '@twinsite/domain';
import { Header, Parser, type ReadEntry } from 'tar';
import { FileCollector } from './collect-files.js';

const BLOCK = 512;

/** A POSIX tar of the files, without times and owners, the manifest last: the same files are the same bytes. */
export function packTar(files: BundleFiles): Buffer {
  const paths = [...files.keys()].filter((path) => path !== MANIFEST).sort();
  const blocks = [...paths, MANIFEST].flatMap((path) => {
    const content = files.get(path);
    return content === undefined ? [] : entryBlocks(path, Buffer.from(content));
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** Paths of bundles fit into name and prefix of ustar unless a name is very long: then pax tells it. */
function entryBlocks(path: string, content: Buffer): readonly Buffer[] {
  const plain = new Header({ path, mode: 0o600, size: content.length, type: 'File', mtime: new Date(0) });
  const block = Buffer.alloc(BLOCK);
  const needsPax = plain.encode(block, 0);
  const body = [block, padded(content)];
  return needsPax ? [...paxBlocks(path), ...body] : body;
}

function paxBlocks(path: string): readonly Buffer[] {
  const record = paxRecord(path);
  const block = Buffer.alloc(BLOCK);
  new Header({
    path: 'PaxHeader',
    mode: 0o600,
    size: record.length,
    type: 'ExtendedHeader',
    mtime: new Date(0),
  }).encode(block, 0);
  return [block, padded(record)];
}

/** `<length> path=<path>\n`, whose length counts its own digits. */
function paxRecord(path: string): Buffer {
  const rest = Buffer.byteLength(` path=${path}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length += 1;
  return Buffer.from(`${length} path=${path}\n`);
}

const padded = (content: Buffer): Buffer =>
  Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);

/** What is fed at once: a compressed tar may be a thousand times larger than it looks. */
const SLICE = 64 * 1024;

/** The files of a tar, plain or compressed with gzip, in memory. Nothing is read on after what is refused. */
export async function unpackTar(tar: Buffer): Promise<Result<BundleFiles, Problem>> {
  const collector = new FileCollector();
  const parser = new Parser({ strict: true, onReadEntry: (entry) => takeEntry(entry, collector) });
  const done = finished(parser).catch((error: unknown) => {
    collector.refuse('(tar)', `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  for (let at = 0; at < tar.length && collector.wantsMore; at += SLICE)
    parser.write(tar.subarray(at, at + SLICE));
  if (collector.wantsMore) {
    parser.end();
    await done;
  }
  return collector.result();
}

function takeEntry(entry: ReadEntry, collector: FileCollector): void {
  if (entry.type === 'Directory' || !mayCome(entry, collector)) {
    entry.resume();
    return;
  }
  const chunks: Buffer[] = [];
  entry.on('data', (chunk) => void chunks.push(chunk));
  entry.on('end', () => void collector.add(entry.path, Buffer.concat(chunks)));
}

function mayCome({ type, path, size }: ReadEntry, collector: FileCollector): boolean {
  if (type === 'File') return collector.expect(path, size);
  collector.refuse(path, `is a ${type}`);
  return false;
}
