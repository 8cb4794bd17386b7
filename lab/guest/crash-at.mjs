// Ends the driver with SIGKILL just before or just after one change of its journal: what a power cut would leave.
// Preloaded by the lab (`node --import`), never part of the product. /run/crash-at arms it for one crash:
// `before formatting`, `after staged`, `before forget` ...
import fs from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const ORDER = '/run/crash-at';
const JOURNAL = '/var/lib/twinsite/';

const { rename, rm } = files;

files.rename = async (from, to) => {
  const step = to.startsWith(JOURNAL) ? phaseIn(from) : undefined;
  crashIf('before', step);
  await rename(from, to);
  crashIf('after', step);
};

files.rm = async (path, options) => {
  const step = String(path).startsWith(JOURNAL) ? 'forget' : undefined;
  crashIf('before', step);
  await rm(path, options);
  crashIf('after', step);
};

syncBuiltinESMExports();

function phaseIn(draft) {
  return JSON.parse(fs.readFileSync(draft, 'utf8')).phase;
}

function crashIf(when, step) {
  if (step === undefined || !fs.existsSync(ORDER)) return;
  if (fs.readFileSync(ORDER, 'utf8').trim() !== `${when} ${step}`) return;
  fs.rmSync(ORDER);
  process.kill(process.pid, 'SIGKILL');
}
