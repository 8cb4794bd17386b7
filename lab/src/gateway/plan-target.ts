import type { ExportStep } from './export-step.js';
import { EMPTY_TARGET, type TargetState } from './gateway-state.js';

const NO_MAPS: ReadonlyMap<number, number> = new Map();

/** What must go from one target; everything when it is not wanted at all. */
export function removals(target: string, has: TargetState, wanted: TargetState | undefined): ExportStep[] {
  const wants = wanted ?? EMPTY_TARGET;
  const portals = [...has.portals].filter((portal) => !wants.portals.has(portal));
  const luns = [...has.luns].filter(([lun, name]) => wants.luns.get(lun) !== name).map(([lun]) => lun);
  return [
    ...portals.map((portal): ExportStep => ({ kind: 'remove-portal', target, portal })),
    ...[...has.acls].flatMap(([initiator, maps]) =>
      aclRemovals(target, initiator, maps, wants.acls.get(initiator)),
    ),
    ...luns.map((lun): ExportStep => ({ kind: 'remove-lun', target, lun })),
    ...(wanted === undefined ? [{ kind: 'remove-target', target } as const] : []),
  ];
}

function aclRemovals(
  target: string,
  initiator: string,
  has: ReadonlyMap<number, number>,
  wants: ReadonlyMap<number, number> | undefined,
): ExportStep[] {
  const stale = [...has].filter(([lun, targetLun]) => wants?.get(lun) !== targetLun);
  return [
    ...stale.map(([lun]): ExportStep => ({ kind: 'unmap', target, initiator, lun })),
    ...(wants === undefined ? [{ kind: 'remove-acl', target, initiator } as const] : []),
  ];
}

/** What must be made on one target, portal last. */
export function additions(target: string, has: TargetState, wants: TargetState): ExportStep[] {
  const luns = [...wants.luns].filter(([lun, name]) => has.luns.get(lun) !== name);
  const portals = [...wants.portals].filter((portal) => !has.portals.has(portal));
  return [
    ...(has === EMPTY_TARGET ? [{ kind: 'create-target', target } as const] : []),
    ...luns.map(([lun, name]): ExportStep => ({ kind: 'create-lun', target, lun, name })),
    ...[...wants.acls].flatMap(([initiator, maps]) =>
      aclAdditions(target, initiator, has.acls.get(initiator), maps),
    ),
    ...(has.enabled ? [] : [{ kind: 'enable-target', target } as const]),
    ...portals.map((portal): ExportStep => ({ kind: 'create-portal', target, portal })),
  ];
}

function aclAdditions(
  target: string,
  initiator: string,
  has: ReadonlyMap<number, number> | undefined,
  wants: ReadonlyMap<number, number>,
): ExportStep[] {
  const missing = [...wants].filter(([lun, targetLun]) => (has ?? NO_MAPS).get(lun) !== targetLun);
  return [
    ...(has === undefined ? [{ kind: 'create-acl', target, initiator } as const] : []),
    ...missing.map(([lun, targetLun]): ExportStep => ({ kind: 'map', target, initiator, lun, targetLun })),
  ];
}
