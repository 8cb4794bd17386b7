/** Tells a person what happened to an object, as a Kubernetes event. Never fails and never waits: an event is no record. */
export interface EventSink {
  say(event: ObjectEvent): void;
}

export interface ObjectEvent {
  readonly about: EventSubject;
  readonly type: 'Normal' | 'Warning';
  /** CamelCase, one word for a machine, e.g. `GatewayInUse`. */
  readonly reason: string;
  /** A sentence with the evidence and the next step. At most 1024 characters arrive. */
  readonly message: string;
}

export interface EventSubject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent of a cluster-scoped object. */
  readonly namespace?: string;
  readonly uid: string;
}
