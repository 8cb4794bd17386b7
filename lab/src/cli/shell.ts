import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { AGENT_PORT } from '../guest/guest-agent.js';
import { LabRefused } from '../host/lab-refused.js';
import { enter, existingNamespaces } from '../network/namespaces.js';
import { addressOf, FABRIC, type FileGatewayName, type GuestName } from '../network/topology.js';
import type { Program } from './program.js';

/** A shell in a guest, or (without a guest) on this machine but among the lab's networks. */
export async function shell(
  program: Program,
  guest: GuestName | FileGatewayName | undefined,
): Promise<number> {
  const [nsenter, ...words] = await enterFabric();
  const inner =
    guest === undefined ? ['bash', '-i'] : [process.execPath, program.file, 'internal-shell', guest];
  const child = spawn(nsenter, [...words, ...inner], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 70;
}

/** The words that make the command after them run among the networks of the lab that is running. */
export async function enterFabric(): Promise<[string, ...string[]]> {
  if (!(await existingNamespaces()).includes(FABRIC))
    throw new LabRefused('no lab is running: `npm run lab -- up` starts one');
  return enter(FABRIC);
}

/** The inner half: this terminal, raw, to the agent's pseudo terminal. */
export async function shellInside(guest: GuestName | FileGatewayName): Promise<number> {
  const socket = connect({ host: addressOf(guest, 'management'), port: AGENT_PORT, timeout: 5_000 });
  socket.once('timeout', () => socket.destroy(new Error(`${guest} does not answer`)));
  try {
    await once(socket, 'connect');
  } catch (error) {
    throw new LabRefused(
      `${guest} does not answer (${(error as Error).message}): is its site cut, is it off?`,
    );
  }
  socket.setTimeout(0);
  const { rows = 24, columns = 80 } = process.stdout as { rows?: number; columns?: number };
  socket.write(`shell ${rows} ${columns}\n`);
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  process.stdin.pipe(socket).pipe(process.stdout);
  await once(socket, 'close');
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  process.stdin.destroy();
  return 0;
}
