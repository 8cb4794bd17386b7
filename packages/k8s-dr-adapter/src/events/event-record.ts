import type { ObjectEvent } from '@twinsite/domain';
import type { KubeObject } from '../client/kube-object.js';
import { cutToBytes } from '../shared/cut-to-bytes.js';
import { microTime } from '../shared/micro-time.js';

/** Who says it. */
export interface Reporter {
  /** `iscsi.csi.xsky.com` */
  readonly controller: string;
  /** The pod or the node. */
  readonly instance: string;
}

/** One thing that was said, however often. Times: ms since the Unix epoch. */
export interface SaidEvent {
  readonly event: ObjectEvent;
  readonly name: string;
  readonly namespace: string;
  readonly firstAt: number;
  lastAt: number;
  count: number;
}

/** The API server says characters and counts the bytes of UTF-8 (seen on v1.36.3). */
const MAX_NOTE_BYTES = 1024;
const MAX_NAME = 253;
/** Events of cluster-scoped objects stand there. */
const CLUSTER_EVENTS = 'default';

export function newSaid(event: ObjectEvent, at: number, serial: number): SaidEvent {
  const suffix = `.${at.toString(16)}${serial.toString(16).padStart(4, '0')}`;
  const name = `${event.about.name.slice(0, MAX_NAME - suffix.length)}${suffix}`;
  const namespace = event.about.namespace ?? CLUSTER_EVENTS;
  return { event, name, namespace, firstAt: at, lastAt: at, count: 1 };
}

/** Two events with the same key are one that repeats. */
export const sameness = ({ about, type, reason, message }: ObjectEvent): string =>
  JSON.stringify([about.uid, about.kind, about.namespace ?? '', about.name, type, reason, message]);

/** As `events.k8s.io/v1` has it. */
export function eventObject(said: SaidEvent, { controller, instance }: Reporter): KubeObject {
  const { about, type, reason, message } = said.event;
  return {
    metadata: { name: said.name, namespace: said.namespace },
    eventTime: microTime(said.firstAt),
    reportingController: controller,
    reportingInstance: instance.slice(0, 128),
    action: reason,
    reason,
    regarding: { ...about },
    note: cutToBytes(message, MAX_NOTE_BYTES),
    type,
    ...seriesOf(said),
  };
}

/** Absent as long as it was said once. */
export const seriesOf = ({ count, lastAt }: SaidEvent): Readonly<Record<string, unknown>> =>
  count < 2 ? {} : { series: { count, lastObservedTime: microTime(lastAt) } };
