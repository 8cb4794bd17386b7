import type { Clock, DiskContents, Filesystems, Mounts, NodeJournal, TargetMemory } from '@twinsite/domain';
import { BoundedCommandRunner } from './command/bounded-command-runner.js';
import type { ChildCounts, ClassLimits, CommandRunner } from './command/command-runner.port.js';
import { ObservedCommandRunner, type ObservedRun } from './command/observed-command-runner.js';
import type { ProcessLauncher } from './command/process-launcher.port.js';
import { SpawnLauncher } from './command/spawn-launcher.js';
import { BlockDevices } from './disk/block-devices.js';
import { LinuxDiskContents } from './disk/linux-disk-contents.js';
import type { HostFiles, HostPaths } from './files/host-files.port.js';
import { readBootId } from './files/boot-id.js';
import { LocalHostFiles } from './files/local-host-files.js';
import { LocalHostPaths } from './files/local-host-paths.js';
import { LinuxFilesystems } from './filesystem/linux-filesystems.js';
import { DirectoryNodeJournal } from './journal/directory-node-journal.js';
import { FileTargetMemory } from './journal/file-target-memory.js';
import { LinuxMounts } from './mounts/linux-mounts.js';
import { MountTable } from './mounts/mount-table.js';
import { systemClock } from './time/system-clock.js';

/** Where the adapters meet the machine. The simulated host offers the same, so everything above is exercised. */
export interface HostAccess {
  readonly launcher: ProcessLauncher;
  readonly files: HostFiles;
  readonly paths: HostPaths;
  readonly clock: Clock;
  /** The process whose mount table and network are the host's; default: our own, `/proc/self`. */
  readonly process?: string;
}

export interface LinuxHostSettings {
  /** Directory of the node journal on the host; it survives reboots. */
  readonly journalDirectory: string;
  readonly classLimits?: ClassLimits;
  /** Hears of every run of a host tool. */
  readonly onRun?: (run: ObservedRun) => void;
}

/** The ports that need Linux but no storage protocol, and what protocol adapters build theirs from. */
export interface LinuxHost {
  readonly runner: CommandRunner;
  readonly files: HostFiles;
  readonly hostPaths: HostPaths;
  readonly clock: Clock;
  /** Below /proc: whose mounts and network are the host's. */
  readonly hostProcess: string;
  /** Directory for what has to survive the driver and the machine. */
  readonly stateDirectory: string;
  readonly devices: BlockDevices;
  readonly mountTable: MountTable;
  readonly mounts: Mounts;
  readonly filesystems: Filesystems;
  readonly disks: DiskContents;
  readonly journal: NodeJournal;
  readonly targetMemory: TargetMemory;
  /** Of all host tools, now. */
  readonly children: () => ChildCounts;
}

const HOST_ROOT = '/proc/1/root';
const HOST_PROCESS = '/proc/1';
const OWN_PROCESS = '/proc/self';

export interface RealHostSettings {
  /** Put before every tool to reach the namespaces of process 1, e.g. nsenter and its arguments; default: none. */
  readonly commandPrefix?: readonly string[];
}

/** Files, directories and mounts are those of process 1 as soon as the tools run there (hostPID). */
export function realHostAccess({ commandPrefix = [] }: RealHostSettings = {}): HostAccess {
  const isHere = commandPrefix.length === 0;
  const root = isHere ? '' : HOST_ROOT;
  return {
    launcher: new SpawnLauncher(isHere ? {} : { prefix: commandPrefix }),
    files: new LocalHostFiles(systemClock, { root }),
    paths: new LocalHostPaths(systemClock, root),
    clock: systemClock,
    ...(isHere ? {} : { process: HOST_PROCESS }),
  };
}

export function linuxHost(access: HostAccess, settings: LinuxHostSettings): LinuxHost {
  const { files, paths, clock } = access;
  const bounded = new BoundedCommandRunner(access.launcher, clock, settings.classLimits);
  const runner = settings.onRun === undefined ? bounded : new ObservedCommandRunner(bounded, settings.onRun);
  const devices = new BlockDevices(files);
  const hostProcess = access.process ?? OWN_PROCESS;
  const table = new MountTable(files, devices, `${hostProcess}/mountinfo`);
  return {
    runner,
    files,
    hostPaths: paths,
    clock,
    hostProcess,
    stateDirectory: settings.journalDirectory,
    devices,
    mountTable: table,
    mounts: new LinuxMounts({ runner, files, paths, devices, table }),
    filesystems: new LinuxFilesystems(runner, devices),
    disks: new LinuxDiskContents(runner, devices),
    // On a real disk even where the host is simulated, so in real time.
    journal: new DirectoryNodeJournal(settings.journalDirectory, systemClock, (signal) =>
      readBootId(files, signal),
    ),
    targetMemory: new FileTargetMemory(settings.journalDirectory, systemClock),
    children: () => bounded.children,
  };
}
