import type { Application } from '../world/application.js';
import type { TwoSiteWorld } from '../world/two-site-world.js';
import type { SiteView, View } from '../screen/picture.js';
import type { Screen } from '../screen/screen.js';

const REDRAW_MS = 150;

/** What the picture shows, read from the simulated kernel and the array, never from the story's own wishes. */
export class Watch {
  headline = '';
  application: Application | undefined;
  readonly #world: TwoSiteWorld;
  readonly #screen: Screen;
  readonly #timer: NodeJS.Timeout;

  constructor(world: TwoSiteWorld, screen: Screen) {
    this.#world = world;
    this.#screen = screen;
    this.#timer = setInterval(() => screen.show(this.view()), REDRAW_MS);
  }

  /** One line a step: on a terminal it is also the picture's headline. */
  say(line: string): void {
    this.headline = line;
    this.#screen.say(line);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#screen.show(this.view());
    this.#screen.end();
  }

  /** Usable paths of the worker now. */
  usablePaths(): number {
    return this.#world
      .host('node-1')
      .pathStates()
      .filter(({ active }) => active).length;
  }

  view(): View {
    const { acknowledged, worstStallMs, waitingMs } = this.application?.progress() ?? {
      acknowledged: 0,
      worstStallMs: 0,
      waitingMs: 0,
    };
    return {
      sites: [this.#site('a'), this.#site('b')],
      headline: this.headline,
      acknowledged,
      worstStallMs,
      waitingMs,
    };
  }

  #site(name: 'a' | 'b'): SiteView {
    const { simulator } = this.#world;
    const gateway = simulator.topology.hosts.find((host) => host.site === name && host.gateway !== undefined);
    const portal = `${gateway?.gateway?.ip ?? ''}:${gateway?.gateway?.port ?? 0}`;
    const path = this.#world
      .host('node-1')
      .pathStates()
      .find((state) => state.portal === portal);
    const state = path === undefined ? 'none' : path.active ? 'active' : 'failed';
    return {
      name,
      dark: simulator.cuts().includes(`site-${name}`),
      gateway: gateway?.name ?? '?',
      path: state,
    };
  }
}
