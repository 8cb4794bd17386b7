import { ApiTransport, defaultKubeTimings, type ApiAccess } from '@twinsite/k8s-dr-adapter';

/** One request to the API server, as far as its head. */
export interface ApiCall {
  readonly method: string;
  /** `none`: no answer. */
  readonly code: number | 'none';
  readonly ms: number;
}

type Open = ApiTransport['open'];

/** The same requests; somebody hears of each. */
export class ObservedTransport extends ApiTransport {
  private readonly onCall: (call: ApiCall) => void;

  constructor(access: ApiAccess, onCall: (call: ApiCall) => void) {
    super(access, defaultKubeTimings);
    this.onCall = onCall;
  }

  override async open(...[request, limit]: Parameters<Open>): ReturnType<Open> {
    const begun = performance.now();
    const answer = await super.open(request, limit);
    const code = answer.ok ? answer.value.statusCode : 'none';
    this.onCall({ method: request.method, code, ms: performance.now() - begun });
    return answer;
  }
}
