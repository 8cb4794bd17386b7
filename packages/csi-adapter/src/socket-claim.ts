import { lstat, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { failed, ok, type Result } from '@twinsite/domain';
import { listenProblem, type ListenProblem } from './listen-problem.js';

const PROBE_MS = 2000;

type Claim = Result<void, ListenProblem>;

/**
 * Makes a socket path free to bind. grpc-js never unlinks, so a driver that was killed leaves its socket behind; it is
 * removed only when nothing answers on it. Anything else that stands there is left alone.
 */
export async function claimSocketPath(path: string): Promise<Claim> {
  const directory = await inspect(stat, dirname(path));
  // Checked here because libuv reports a missing directory as EACCES.
  if (directory !== 'directory')
    return unusable(`the directory ${dirname(path)} of the socket is ${directory}`);
  const found = await inspect(lstat, path);
  if (found === 'missing') return ok(undefined);
  if (found !== 'a socket')
    return inUse(`${path} exists and is not a socket; remove it or choose another path`);
  const answer = await probe(path);
  if (answer === 'live') return inUse(`another process answers on ${path}; stop it or choose another path`);
  if (answer !== 'dead') return inUse(`${path} may be in use: probing it failed with ${answer}`);
  return unlink(path).then(
    () => ok(undefined),
    (error: unknown) => unusable(`the stale socket ${path} cannot be removed: ${codeOf(error)}`),
  );
}

async function inspect(look: typeof stat, path: string): Promise<string> {
  return look(path).then(
    (found) => (found.isDirectory() ? 'directory' : found.isSocket() ? 'a socket' : 'something else'),
    (error: unknown) => (codeOf(error) === 'ENOENT' ? 'missing' : `unreadable (${codeOf(error)})`),
  );
}

/** `live`, `dead`, or an error code. Nobody holds a socket that refuses; a full backlog just does not answer. */
function probe(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end('live'), PROBE_MS);
    socket.once('connect', () => end('live'));
    socket.once('error', (error) =>
      end(['ECONNREFUSED', 'ENOENT'].includes(codeOf(error)) ? 'dead' : codeOf(error)),
    );
  });
}

const inUse = (message: string): Claim => failed(listenProblem('in-use', message));
const unusable = (message: string): Claim => failed(listenProblem('unusable', message));

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? String(error);
}
