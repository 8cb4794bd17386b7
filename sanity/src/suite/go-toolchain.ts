import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Unavailable } from './unavailable.js';

/** The version that every tier in Go is built with; csi-sanity v5.6.0 itself asks for 1.25. */
const NEEDED = [1, 26] as const;
const ANSWER_MS = 20_000;

const remedy = 'install it (https://go.dev/dl) and run this command again';

/** Throws Unavailable with the remedy when `go` is missing or too old. `why`: the sentence that says what needs it. */
export async function requireGo(why: string, signal: AbortSignal): Promise<void> {
  const refusal = refuseGo(why, await goVersion(signal));
  if (refusal !== undefined) throw refusal;
}

/** `said`: what `go version` printed, undefined when there is no `go`. */
export function refuseGo(why: string, said: string | undefined): Unavailable | undefined {
  const wanted = `${why}, which needs Go >= ${NEEDED.join('.')} on the PATH`;
  if (said === undefined) return new Unavailable(`${wanted}, and there is no \`go\`: ${remedy}`);
  const [, major = '0', minor = '0'] = /\bgo(\d+)\.(\d+)/.exec(said) ?? [];
  const isOld = Number(major) < NEEDED[0] || (Number(major) === NEEDED[0] && Number(minor) < NEEDED[1]);
  return isOld ? new Unavailable(`${wanted}, and this is \`${said.trim()}\`: ${remedy}`) : undefined;
}

async function goVersion(signal: AbortSignal): Promise<string | undefined> {
  try {
    // GOTOOLCHAIN=local: the version that is here, not one that a go.mod nearby would download.
    const env = { ...process.env, GOTOOLCHAIN: 'local' };
    return (await promisify(execFile)('go', ['version'], { env, signal, timeout: ANSWER_MS })).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
