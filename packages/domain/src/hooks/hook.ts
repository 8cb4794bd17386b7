/** The first two are of the source, in planned moves alone; the other two of the target, in every move. */
export type HookMoment = 'before-stop' | 'after-stop' | 'before-start' | 'after-ready';

/** What an operator has done in a move, beside what the move does: from `hooks` of a group in drctl.yaml. */
export interface Hook {
  /** Unique in its group. */
  readonly name: string;
  readonly when: HookMoment;
  readonly action: HookAction;
  /** For one try. */
  readonly timeoutMs: number;
  /** A failure is tried again for so long; 0: it counts at once. */
  readonly retryForMs: number;
  /** `stop`: the move goes no further. */
  readonly onError: 'stop' | 'continue';
}

export type HookAction = ExecAction | WebhookAction | CheckAction;

/** A command in a container of a pod. */
export interface ExecAction {
  readonly kind: 'exec';
  readonly namespace: string;
  readonly pod: PodChoice;
  /** Undefined: the pod's default one. */
  readonly container: string | undefined;
  /** Program and arguments; no shell reads them. */
  readonly command: readonly string[];
}

/** By name, or the first that runs of those that a selector chooses. */
export type PodChoice = { readonly name: string } | { readonly selector: string };

/** A request whose status says whether it was heard: 200 to 299. */
export interface WebhookAction {
  readonly kind: 'webhook';
  readonly url: string;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  /** File with one line: a bearer token. */
  readonly tokenFile: string | undefined;
  readonly body: string | undefined;
}

/** A page that has to be as it should. */
export interface CheckAction {
  readonly kind: 'http';
  readonly url: string;
  readonly status: number;
  /** Text that its beginning has to have in it. */
  readonly contains: string | undefined;
}
