/** One program of the workspace as one file that needs Node alone. */
import { join } from 'node:path';
import { root } from './install.mjs';

const banner =
  "import{createRequire as __cr}from'node:module';import{fileURLToPath as __fu}from'node:url';" +
  "import{dirname as __dn}from'node:path';const require=__cr(import.meta.url);" +
  'const __filename=__fu(import.meta.url);const __dirname=__dn(__filename);';

/** `entry` and `bundle` are paths from the root; the answer is the file that can be run. */
export async function bundleProgram({ entry, bundle }, plugins = []) {
  const { build } = await import('esbuild');
  const outfile = join(root, bundle);
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['@twinsite/source'],
    sourcemap: true,
    logLevel: 'warning',
    banner: { js: banner },
    plugins,
  });
  return outfile;
}
