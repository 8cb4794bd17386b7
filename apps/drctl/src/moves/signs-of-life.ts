import { ok, sessionsSeen, type PlacedVolume, type Problem, type Result } from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import type { MoveContext } from './move-context.js';

/** How long an API server may think before it counts as silent. */
const API_MS = 2000;
/** Longer than the keep-alive of common targets (nopin_timeout and nopin_response_timeout of LIO are 15 s and 30 s), ms. */
const SESSION_MS = 50_000;
const LOOK_MS = 500;

/** What says that the source is not dead: its API server, and sessions of its nodes that last. */
export async function signsOfLife(
  context: MoveContext,
  placed: readonly PlacedVolume[],
): Promise<Result<readonly string[], Problem>> {
  const { source, signal } = context.session;
  const [about, sessions] = await Promise.all([
    source.facts.about(limitedSignal([signal], API_MS)),
    lastingSessions(context, placed),
  ]);
  if (!sessions.ok) return sessions;
  const server = about.ok ? [`its API server answers as Kubernetes ${about.value.version}`] : [];
  return ok([...server, ...sessions.value]);
}

/** A gateway finds out with its own keep-alive that a client is gone: until then its sessions look alive. */
async function lastingSessions(
  { bench, session: { signal } }: MoveContext,
  placed: readonly PlacedVolume[],
): Promise<Result<readonly string[], Problem>> {
  const until = systemClock.now() + SESSION_MS;
  for (let looks = 0; ; looks += 1) {
    const seen = await sessionsSeen(placed, signal);
    const isOver = signal.aborted || systemClock.now() >= until;
    if (!seen.ok || seen.value.length === 0 || isOver) return seen;
    if (looks === 0) bench.terminal.err(`failover: looking whether it lasts: ${seen.value.join('; ')}`);
    await systemClock.sleep(LOOK_MS, signal);
  }
}
