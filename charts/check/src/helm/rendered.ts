/** An object that helm made, as far as it is looked at here. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
  readonly rules?: readonly Rule[];
}

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly command?: readonly string[];
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly resources: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly mountPropagation?: string;
  }[];
}

export interface Probe {
  readonly httpGet: { readonly host?: string; readonly path: string; readonly port: number };
}

export interface Volume {
  readonly name: string;
  readonly hostPath?: { readonly path: string; readonly type: string };
  readonly secret?: { readonly secretName: string };
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly affinity?: unknown;
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

/** The objects of this kind; an error that names it when there is none. */
export function allOf(objects: readonly RenderedObject[], kind: string): readonly RenderedObject[] {
  const found = objects.filter((one) => one.kind === kind);
  if (found.length === 0) throw new RangeError(`no ${kind} was rendered`);
  return found;
}

export function theOnly(objects: readonly RenderedObject[], kind: string, name?: string): RenderedObject {
  const found = allOf(objects, kind).filter((one) => name === undefined || one.metadata.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new RangeError(`${found.length} of ${kind} ${name ?? ''} were rendered, not one`);
  return only;
}

export const templateOf = ({ spec }: RenderedObject): PodTemplate => spec?.['template'] as PodTemplate;

export const podsOf = (objects: readonly RenderedObject[]): readonly RenderedObject[] =>
  objects.filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');

export function containerOf({ spec }: PodTemplate, name: string): Container {
  const found = spec.containers.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no container ${name}`);
  return found;
}
