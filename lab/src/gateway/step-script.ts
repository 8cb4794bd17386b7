import { KICK } from './drain-script.js';
import type { ExportStep } from './export-step.js';

const CORE = '/sys/kernel/config/target/core/iblock_0';
const ISCSI = '/sys/kernel/config/target/iscsi';

/** Seconds after which a gateway asks a silent initiator, and then gives its session up. */
const NOPIN_SECONDS = 3;

const DATA_LINK = 'vec0';
/** Tells the VIPs of a gateway from its own address. */
export const VIP_LABEL = `${DATA_LINK}:vip`;

const tpg = (target: string) => `${ISCSI}/${target}/tpgt_1`;
const acl = (target: string, initiator: string) => `${tpg(target)}/acls/${initiator}`;

/** The shell lines of one step, for a script under `set -e`; names were checked by desired-state.ts. */
export function linesOf(step: ExportStep): string[] {
  if (step.kind === 'drain-target') return drainLines(step.target);
  if ('target' in step) return targetLines(step);
  return 'address' in step ? addressLines(step) : volumeLines(step);
}

type DrainStep = Extract<ExportStep, { kind: 'drain-target' }>;
type TargetStep = Exclude<Extract<ExportStep, { target: string }>, DrainStep>;
type AddressStep = Extract<ExportStep, { address: string }>;
type VolumeStep = Exclude<ExportStep, { target: string } | { address: string }>;

const drainLines = (target: string): string[] => [
  `shopt -s nullglob; for a in ${tpg(target)}/acls/*; do ${KICK}; done`,
];

/** Every node is told who has the address now; without that it would talk to the old one until its ARP entry ages. */
function addressLines({ kind, address }: AddressStep): string[] {
  if (kind === 'drop-address') return [`ip addr del ${address}/32 dev ${DATA_LINK}`];
  return [
    `ip addr add ${address}/32 dev ${DATA_LINK} label ${VIP_LABEL}`,
    `setsid arping -q -U -c 3 -I ${DATA_LINK} ${address} > /dev/null 2>&1 &`,
  ];
}

function volumeLines(step: VolumeStep): string[] {
  switch (step.kind) {
    case 'remove-backstore':
      return [`rmdir ${CORE}/${step.name}`];
    case 'remove-device':
      return [`dmsetup remove ${step.name}`];
    case 'create-device':
      return [`dmsetup create ${step.name} <<< '${tableInput(step.table)}'`];
    case 'reload-device':
      return [
        `dmsetup reload ${step.name} <<< '${tableInput(step.table)}'`,
        `dmsetup suspend ${step.name} && dmsetup resume ${step.name}`,
      ];
    case 'create-backstore':
      return [
        `mkdir -p ${CORE}/${step.name}`,
        `echo udev_path=/dev/mapper/${step.name} > ${CORE}/${step.name}/control`,
        `echo /dev/mapper/${step.name} > ${CORE}/${step.name}/udev_path`,
        `echo ${step.serial} > ${CORE}/${step.name}/wwn/vpd_unit_serial`,
        `echo 1 > ${CORE}/${step.name}/enable`,
      ];
  }
}

function tableInput(table: string): string {
  return table.replaceAll(';', '\n');
}

function targetLines(step: TargetStep): string[] {
  const t = tpg(step.target);
  switch (step.kind) {
    case 'remove-portal':
      return [`rmdir ${t}/np/${step.portal}`];
    case 'remove-lun':
      return dropLinksAndDirectory(`${t}/lun/lun_${step.lun}`);
    case 'remove-target':
      return [`rmdir ${t}`, `rmdir ${ISCSI}/${step.target}`];
    case 'create-target':
      return [`mkdir -p ${t}`];
    case 'create-lun':
      return [
        `mkdir -p ${t}/lun/lun_${step.lun}`,
        `ln -s ${CORE}/${step.name} ${t}/lun/lun_${step.lun}/${step.name}`,
      ];
    case 'enable-target':
      // Here, not at creation: a script cut off half way leaves it disabled and the next one sets them again.
      return [
        `echo 0 > ${t}/attrib/generate_node_acls`,
        `echo 0 > ${t}/attrib/authentication`,
        `echo 1 > ${t}/enable`,
      ];
    case 'create-portal':
      return [`mkdir ${t}/np/${step.portal}`];
    case 'unmap':
    case 'remove-acl':
    case 'create-acl':
    case 'map':
      return aclLines(step);
  }
}

type AclStep = Extract<TargetStep, { initiator: string }>;

function aclLines(step: AclStep): string[] {
  const a = acl(step.target, step.initiator);
  switch (step.kind) {
    case 'unmap':
      return dropLinksAndDirectory(`${a}/lun_${step.lun}`);
    case 'remove-acl':
      return [`rmdir ${a}`];
    case 'create-acl':
      return [
        `mkdir -p ${a}`,
        `echo ${NOPIN_SECONDS} > ${a}/attrib/nopin_timeout`,
        `echo ${NOPIN_SECONDS} > ${a}/attrib/nopin_response_timeout`,
      ];
    case 'map':
      return [
        `mkdir -p ${a}/lun_${step.lun}`,
        `ln -s ${tpg(step.target)}/lun/lun_${step.targetLun} ${a}/lun_${step.lun}/lun_${step.targetLun}`,
        `echo 0 > ${a}/lun_${step.lun}/write_protect`,
      ];
  }
}

function dropLinksAndDirectory(directory: string): string[] {
  return [`find ${directory} -maxdepth 1 -type l -delete`, `rmdir ${directory}`];
}
