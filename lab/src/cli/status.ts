import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from '../host/if-missing.js';
import { isAlive } from '../host/process-identity.js';
import { runCommand } from '../host/run-command.js';
import { enter, existingNamespaces, pluggedLinks } from '../network/namespaces.js';
import { INTER_SITE, portsOf } from '../network/ports.js';
import { FABRIC, isGuest, MEMBERS, PLACES } from '../network/topology.js';
import { countLeftovers, totalOf } from '../run-dir/leftovers.js';
import { RunDirectory } from '../run-dir/run-directory.js';
import type { Program } from './program.js';

/** Prints who runs, what is cut and who leads. Exit code 0 when a lab is up, 3 when there is none. */
export async function status(program: Program): Promise<number> {
  const run = new RunDirectory();
  const holder = await run.holder();
  const held = holder !== undefined && (await isAlive(holder));
  if (!held || !(await existingNamespaces()).includes(FABRIC)) {
    const left = await countLeftovers(run);
    const remains =
      totalOf(left) === 0 ? '' : `; left behind: ${JSON.stringify(left)} (\`npm run lab -- down\`)`;
    process.stdout.write(`no lab is running${remains}\n`);
    return 3;
  }
  process.stdout.write(`lab of process ${holder.pid}, files in ${run.path}\n`);
  const plugged = await pluggedLinks(FABRIC);
  for (const member of MEMBERS) {
    const cut = portsOf(member).filter((port) => !plugged.has(port.link));
    const power = isGuest(member) ? (await powerOf(run, member)).padEnd(4) : '    ';
    const cables = cut.length === 0 ? 'all cables in' : `CUT: ${cut.map((port) => port.link).join(' ')}`;
    process.stdout.write(`${member.padEnd(8)} site ${PLACES[member].site.padEnd(8)} ${power} ${cables}\n`);
  }
  const linked = INTER_SITE.every((port) => plugged.has(port.link));
  process.stdout.write(`inter-site link ${linked ? 'up' : 'CUT'}\n`);
  process.stdout.write(await quorum(program));
  return 0;
}

/** User-Mode Linux writes its pid there and removes the directory when it ends well. */
async function powerOf(run: RunDirectory, guest: string): Promise<string> {
  const pid = Number(await ifMissing(readFile(join(run.uml, guest, 'pid'), 'utf8'), '0'));
  const recorded = (await run.ledger.all()).find((one) => one.pid === pid);
  return recorded !== undefined && (await isAlive(recorded)) ? 'on' : 'off';
}

async function quorum(program: Program): Promise<string> {
  const argv = [...enter(FABRIC), process.execPath, program.file, 'internal-health'] as [string, ...string[]];
  const answer = await runCommand(argv, { deadlineMs: 15_000 });
  return answer.code === 0 ? answer.stdout : `quorum: ${answer.stderr}`;
}
