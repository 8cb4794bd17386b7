import {
  done,
  exit,
  fileFaultCode,
  type FileFabricCode,
  type Program,
  type ProgramCall,
  type ProgramResult,
  type SimMount,
  type SimulatedLinux,
} from '@twinsite/linux-host/testing';
import type { NfsSource } from '@twinsite/domain';
import { sourceOfKernel } from '../mounts/kernel-source.js';
import type { SimNfsClient } from './sim-nfs-client.js';

const FAILURE = 32;

/** Words of mount.nfs 2.6.2. */
const WORDS: Readonly<Record<FileFabricCode, (source: string) => string>> = {
  'access-denied': (source) => `mount.nfs: access denied by server while mounting ${source}`,
  'no-such-export': (source) =>
    `mount.nfs: mounting ${source} failed, reason given by server: No such file or directory`,
  'version-unsupported': () => 'mount.nfs: requested NFS version or transport protocol is not supported',
  refused: () => 'mount.nfs: Connection refused',
  unreachable: () => 'mount.nfs: Connection timed out',
  'no-space': () => 'mount.nfs: mount system call failed',
  'read-only': () => 'mount.nfs: mount system call failed',
  stale: () => 'mount.nfs: Stale file handle',
};

/** mount(8): NFS by itself and binds with -c; everything else as the machine does it. */
export function mountWithNfs(linux: SimulatedLinux, client: SimNfsClient, inner: Program): Program {
  return (call) => {
    const { args } = call;
    if (args[0] === '-c') return inner({ ...call, args: args.slice(1) });
    return args[0] === '-t' && args[1] === 'nfs' ? mountNfs(linux, client, call) : inner(call);
  };
}

interface Request {
  readonly source: NfsSource;
  /** As given. */
  readonly text: string;
  readonly path: string;
  readonly options: readonly string[];
  readonly version: string;
}

async function mountNfs(
  linux: SimulatedLinux,
  client: SimNfsClient,
  { args, signal, dieHalfWay }: ProgramCall,
): Promise<ProgramResult> {
  const request = requestOf(args);
  if (request === undefined) return exit(1, 'mount: bad usage');
  const { path, text } = request;
  if (!linux.paths.exists(path)) return exit(FAILURE, `mount: ${path}: mount point does not exist.`);
  const refusal = localRefusal(client, request);
  if (refusal !== undefined) return exit(FAILURE, refusal);
  try {
    linux.mounts.add(await newMount(client, request, signal));
    return dieHalfWay ? exit(137) : done();
  } catch (error) {
    const code = fileFaultCode(error);
    if (code === undefined) throw error;
    return exit(FAILURE, WORDS[code](text));
  }
}

function requestOf(args: readonly string[]): Request | undefined {
  const [, , dash, words = '', dashes, text = '', path = ''] = args;
  const source = sourceOfKernel(text);
  if (dash !== '-o' || dashes !== '--' || source === undefined) return undefined;
  const options = words.split(',');
  return { source, text, path, options, version: versionOf(options) };
}

/** Before anything is sent. */
function localRefusal(client: SimNfsClient, { version, options, text }: Request): string | undefined {
  if (!client.versions.has(version)) return WORDS['version-unsupported'](text);
  return version === '3' && !options.includes('nolock') && !client.hasStatd ? NO_STATD : undefined;
}

async function newMount(
  client: SimNfsClient,
  { source, text, path, options, version }: Request,
  signal: AbortSignal,
): Promise<SimMount> {
  const { server, path: exportPath } = source;
  const exported = await client.fabric.open({ host: client.host, server, path: exportPath, version }, signal);
  const isOwn = options.includes('nosharecache');
  const { device } = client.superblockFor({ source, version, isOwn, exported });
  const softness = options.includes('soft') ? 'soft' : 'hard';
  return {
    path,
    source: text.replace(/(.)\/+$/, '$1'),
    majorMinor: device,
    root: '/',
    fsType: version === '3' ? 'nfs' : 'nfs4',
    options: [options.includes('ro') ? 'ro' : 'rw', 'relatime'],
    superOptions: ['rw', `vers=${version}`, softness, ...(isOwn ? ['nosharecache'] : [])],
    filesystem: undefined,
    node: undefined,
  };
}

const NO_STATD = [
  'mount.nfs: rpc.statd is not running but is required for remote locking.',
  "mount.nfs: Either use '-o nolock' to keep locks local, or start statd.",
].join('\n');

function versionOf(options: readonly string[]): string {
  const asked = options
    .map((word) => /^(?:nfs)?v(?:ers)?=(.+)$/.exec(word)?.[1])
    .find((found) => found !== undefined);
  return asked === '4' || asked === undefined ? '4.2' : asked;
}
