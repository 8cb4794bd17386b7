import { finished } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { MANIFEST, type BundleFiles, type Problem, type Result } from '@twinsite/domain';
import { Header, Parser, type ReadEntry } from 'tar';
import { LIMITS } from './bundle-limits.js';
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

/** The files of a tar, plain or compressed with gzip, in memory. */
export async function unpackTar(tar: Buffer): Promise<Result<BundleFiles, Problem>> {
  const collector = new FileCollector();
  const entries: Promise<void>[] = [];
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => void entries.push(takeEntry(entry, collector)),
  });
  try {
    const done = finished(parser);
    parser.end(tar);
    await done;
    await Promise.all(entries);
  } catch (error) {
    collector.refuse('(tar)', `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return collector.result();
}

async function takeEntry(entry: ReadEntry, collector: FileCollector): Promise<void> {
  if (entry.type === 'Directory') {
    entry.resume();
    return;
  }
  const other = entry.type === 'File' ? undefined : `is a ${entry.type}`;
  const wrong = other ?? (entry.size > LIMITS.fileBytes ? 'is too large' : undefined);
  if (wrong !== undefined) {
    collector.refuse(entry.path, wrong);
    entry.resume();
    return;
  }
  collector.add(entry.path, await buffer(entry));
}
