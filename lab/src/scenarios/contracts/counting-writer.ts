import type { GuestAgent } from '../../guest/guest-agent.js';
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
  const script = `rm -f ${AT}.*
dd if=/dev/urandom of=${through('gw-a')} bs=1M seek=1 count=100 oflag=direct conv=notrunc status=none
cat > ${AT}.pl <<'END'
${writer(through('gw-a'), through('gw-b'), blocks)}
END
setsid perl ${AT}.pl > /dev/null 2> ${AT}.errors < /dev/null &
echo $! > ${AT}.pid`;
  await agent.must(script, { deadlineMs: 60_000, signal });
}

/** One process, since starting one costs more here than a write. */
function writer(
  first: string,
  last: string,
  blocks: { readonly first: number; readonly last: number },
): string {
  return `use Fcntl qw(O_WRONLY O_DSYNC);
sub disk { sysopen(my $disk, $_[0], O_WRONLY | O_DSYNC) or die "$_[0]: $!\\n"; $disk }
sub put {
    my ($disk, $block, $n) = @_;
    sysseek($disk, $block * 4096, 0);
    (syswrite($disk, sprintf('%-4096d', $n)) // 0) == 4096 or die "write $n: $!\\n";
}
my ($first, $last) = (disk('${first}'), disk('${last}'));
for (my $n = 0; !-e '${AT}.stop'; $n++) {
    put($first, ${blocks.first}, $n);
    put($last, ${blocks.last}, $n);
    open(my $seen, '>', '${AT}.new'); print $seen $n; close $seen;
    rename '${AT}.new', '${AT}.last';
}`;
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
