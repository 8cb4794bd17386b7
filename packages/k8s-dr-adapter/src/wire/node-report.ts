import { formatPortal, parsePortal, type NodeReport, type ReportedPath } from '@twinsite/domain';
import type { KubeObject } from '../client/kube-object.js';
import { formatTime, recordIn, recordsIn, textIn, timeIn, wordIn, type Json } from './fields.js';

const STATES = [
  'ready',
  'no-session',
  'session-failed',
  'no-disk',
  'not-in-map',
  'disk-not-running',
] as const;

/** An object without a readable report is the report of a node that has not looked for ages: it proves nothing. */
export function readNodeReport(object: KubeObject): NodeReport {
  const report = recordIn(object, 'report') ?? {};
  return {
    node: object.metadata.name,
    bootId: textIn(report, 'bootId') ?? '',
    observedAt: timeIn(report, 'observedAt') ?? 0,
    paths: recordsIn(report, 'paths').flatMap((one) => readPath(one) ?? []),
  };
}

export const formatNodeReport = ({ bootId, observedAt, paths }: NodeReport): Json => ({
  bootId,
  observedAt: formatTime(observedAt),
  paths: paths.map((path) => ({ ...path, portal: formatPortal(path.portal) })),
});

/** A state of a later version is read as one that is not ready. */
function readPath(json: Json): ReportedPath | undefined {
  const [volume, iqn, portal] = [textIn(json, 'volume'), textIn(json, 'iqn'), textIn(json, 'portal')];
  const place = portal === undefined ? undefined : parsePortal(portal);
  if (volume === undefined || iqn === undefined || place === undefined) return undefined;
  return { volume, iqn, portal: place, state: wordIn(json, 'state', STATES) ?? 'not-in-map' };
}
