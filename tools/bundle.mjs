/**
 * Bundles the app in the current directory: src/main.ts -> bundle/<app>.mjs, which needs nothing but Node: one file, or for an app
 * that says `"splitting": true` in its package.json one for each part that is loaded when it is needed. Run by `nx bundle <app>`;
 * `--outdir DIR` puts it elsewhere. Fails when native code would be carried along.
 */
import { chmodSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const { name, splitting = false } = JSON.parse(readFileSync('package.json', 'utf8'));
const app = basename(name);
const flag = process.argv.indexOf('--outdir');
const outdir = flag < 0 ? 'bundle' : process.argv[flag + 1];
const outfile = join(outdir, `${app}.mjs`);

/** CommonJS dependencies (grpc-js, pino) call require() for Node's own modules, which ESM does not have. */
const banner = [
  '#!/usr/bin/env node',
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __pathDirname } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('\n');

const refuseNativeCode = {
  name: 'refuse-native-code',
  setup({ onResolve }) {
    onResolve({ filter: /\.(node|bare)$/ }, ({ path, importer }) => ({
      errors: [
        { text: `native addon ${path}, imported by ${importer}: the product must run without native code` },
      ],
    }));
  },
};

if (flag < 0) rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { [app]: 'src/main.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  splitting,
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  conditions: ['@twinsite/source'],
  minifySyntax: true,
  // The text of the program stays in memory as long as it runs.
  minifyWhitespace: true,
  keepNames: true,
  sourcemap: 'linked',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  banner: { js: banner },
  plugins: [refuseNativeCode],
});

const parts = new Map();
chmodSync(outfile, 0o755);

const outputs = Object.values(metafile.outputs).filter(({ inputs }) => Object.keys(inputs).length > 0);
for (const [input, { bytesInOutput }] of outputs.flatMap(({ inputs }) => Object.entries(inputs))) {
  const part = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? 'own code';
  parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
}
const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;
const largest = [...parts].sort(([, a], [, b]) => b - a).slice(0, 6);
console.log(
  `${outfile} ${kib(statSync(outfile).size)}: ${largest.map(([part, size]) => `${part} ${kib(size)}`).join(', ')}`,
);
