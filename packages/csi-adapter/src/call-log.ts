import { randomUUID } from 'node:crypto';
import type { DescMethodUnary, Message } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import type { Answer } from './answer.js';
import type { CallLabels, CallObserver } from './call-observer.js';
import { redact } from './redact-secrets.js';

/** The two or three lines that one call leaves behind. */
export interface CallLog {
  readonly labels: CallLabels;
  /** The call waits for the same request that came before it. */
  joined(): void;
  finished(report: Answer['report'], when: 'answered' | 'late'): void;
}

export function openCallLog(observer: CallObserver, method: DescMethodUnary, request: Message): CallLog {
  const startedAt = performance.now();
  const labels = labelsOf(method, request);
  observer.started({ ...labels, request: redact(method.input, request) });
  let joined = false;
  return {
    labels,
    joined() {
      joined = true;
    },
    finished(report, when) {
      const elapsedMs = Math.round((performance.now() - startedAt) * 10) / 10;
      observer.finished({ ...labels, ...report, elapsedMs, joined, late: when === 'late' });
    },
  };
}

function labelsOf(method: DescMethodUnary, request: Message): CallLabels {
  const volumeId = textField(method, request, 'volume_id') ?? textField(method, request, 'name');
  const nodeId = textField(method, request, 'node_id');
  return {
    op: method.name,
    requestId: randomUUID().slice(0, 13),
    ...(volumeId === undefined ? {} : { volumeId }),
    ...(nodeId === undefined ? {} : { nodeId }),
  };
}

function textField(method: DescMethodUnary, request: Message, name: string): string | undefined {
  const field = method.input.fields.find((candidate) => candidate.name === name);
  const value: unknown = field && reflect(method.input, request).get(field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
