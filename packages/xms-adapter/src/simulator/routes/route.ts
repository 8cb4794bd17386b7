import type { Call, Reply } from '../http/call.js';
import type { World } from '../world.js';

export type Handler = (world: World, call: Call) => Reply | Promise<Reply>;

/** Handlers by `METHOD path`, exactly as the schema's operations are called. */
export type Routes = Readonly<Record<string, Handler>>;
