import type { GuestAgent } from '../../guest/guest-agent.js';
import { putCommand } from '../block-io.js';
import { seenDisks } from '../initiator.js';
import { targetOf } from '../selfcheck/stage.js';

const AT = '/run/counting';

/** Writes 0, 1, 2 … into two blocks in turn, each through its own gateway and each acknowledged before the next. */
export async function startCounting(
  agent: GuestAgent,
  blocks: { readonly first: number; readonly last: number },
  signal: AbortSignal,
): Promise<void> {
  const disks = await seenDisks(agent, signal);
  const through = (gateway: 'gw-a' | 'gw-b'): string => {
    const found = disks.find(({ targetIqn }) => targetIqn === targetOf(gateway).iqn);
    if (found === undefined) throw new Error(`no disk through ${gateway}`);
    return found.device;
  };
  const put = (gateway: 'gw-a' | 'gw-b', block: number): string =>
    putCommand(through(gateway), block, '$n').replace("'$n'", '"$n"');
  const script = `rm -f ${AT}.*
dd if=/dev/urandom of=${through('gw-a')} bs=1M seek=1 count=100 oflag=direct conv=notrunc status=none
cat > ${AT}.sh <<'END'
set -o pipefail
n=0
while [ ! -e ${AT}.stop ]; do
  ${put('gw-a', blocks.first)} || exit 1
  ${put('gw-b', blocks.last)} || exit 1
  echo $n > ${AT}.last
  n=$((n + 1))
done
END
setsid bash ${AT}.sh > /dev/null 2> ${AT}.errors < /dev/null &
echo $! > ${AT}.pid`;
  await agent.must(script, { deadlineMs: 60_000, signal });
}

/** -1 before the first. */
export async function lastWritten(agent: GuestAgent, signal: AbortSignal): Promise<number> {
  const script = `[ -s ${AT}.last ] && cat ${AT}.last || echo -1`;
  return Number((await agent.must(script, { deadlineMs: 20_000, signal })).trim());
}

/** Waits for the writer's end and hands over what it complained about. */
export async function stopCounting(agent: GuestAgent, signal: AbortSignal): Promise<string> {
  const script = `touch ${AT}.stop
while kill -0 $(<${AT}.pid) 2>/dev/null; do sleep 0.1; done
cat ${AT}.errors; rm -f ${AT}.*`;
  return (await agent.must(script, { deadlineMs: 60_000, signal })).trim();
}
