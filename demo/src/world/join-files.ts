import {
  FileFabricFault,
  type FileFabric,
  type FileFabricCode,
  type FileFabricExport,
} from '@twinsite/linux-host/testing';
import {
  FileError,
  type FileClientHost,
  type FileFabric as ArrayFiles,
  type FileFault,
  type FileMount,
} from '@twinsite/xms-adapter/simulator';

const CODES: Readonly<Record<FileFault, FileFabricCode>> = {
  'not-exported': 'no-such-export',
  'access-denied': 'access-denied',
  EACCES: 'access-denied',
  ENOENT: 'stale',
  ENOSPC: 'no-space',
  EROFS: 'read-only',
  ESTALE: 'stale',
};
const CHUNK = 1 << 20;

/** Plugs simulated hosts into the simulated array's file gateways; neither package knows the other. */
export function joinFiles(fabric: ArrayFiles, clientOf: (host: string) => FileClientHost): FileFabric {
  return {
    open: async ({ host, server, path }, signal) => {
      const request = { server, path, client: clientOf(host) };
      return exportOf(fabric, await translated(fabric.mount(request, signal), signal));
    },
  };
}

function exportOf(fabric: ArrayFiles, mount: FileMount): FileFabricExport {
  const read = (name: string, signal: AbortSignal) =>
    translated(readWhole(fabric, mount, name, signal), signal);
  return {
    filesystem: mount.path.split('/').slice(0, 3).join('/'),
    statfs: async (signal) => {
      const { totalBytes, freeBytes } = await translated(fabric.statfs(mount, signal), signal);
      return { totalBytes, usedBytes: totalBytes - freeBytes };
    },
    append: async (name, bytes, signal) => {
      const before = await read(name, signal);
      if (before === undefined) await translated(fabric.create(mount, name, signal), signal);
      const place = { name, offset: before?.length ?? 0 };
      await translated(fabric.write(mount, place, bytes, signal), signal);
    },
    read,
    close: () => fabric.close(mount),
  };
}

async function readWhole(
  fabric: ArrayFiles,
  mount: FileMount,
  name: string,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  for (let offset = 0; ; ) {
    const chunk = await fabric.read(mount, { name, offset, length: CHUNK }, signal).catch(missing);
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
    offset += chunk.length;
    if (chunk.length < CHUNK) return new Uint8Array(Buffer.concat(chunks));
  }
}

function missing(error: unknown): undefined {
  if (error instanceof FileError && error.fault === 'ENOENT') return undefined;
  throw error;
}

async function translated<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof FileError) throw new FileFabricFault(CODES[error.fault], error.message);
    if (signal.aborted) throw new FileFabricFault('unreachable', 'given up while nothing answered');
    throw error;
  }
}
