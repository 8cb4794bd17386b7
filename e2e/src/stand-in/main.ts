import { serveRegistrar } from '../registrar/serve-registrar.js';
import { serveLiveness } from './serve-liveness.js';

/** In the images of the two sidecars that no Go module carries: `main.mjs registrar|liveness FLAGS`. */
const [which, ...flags] = process.argv.slice(2);
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
void (which === 'registrar' ? serveRegistrar : serveLiveness)(flags, stop.signal).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
