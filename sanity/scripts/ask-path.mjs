/**
 * `node ask-path.mjs SOCKET create|remove|check PATH`: what csi-sanity runs instead of mkdir, rmdir and stat, because
 * its paths live on another machine. The harness behind the socket acts; its word goes to stdout, a refusal to stderr.
 */
import { connect } from 'node:net';

const [socket = '', verb = '', path = ''] = process.argv.slice(2);

function give(reply) {
  const { ok, text } = JSON.parse(reply);
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = ok ? 0 : 1;
}

let reply = '';
connect(socket)
  .setEncoding('utf8')
  .on('error', (error) => {
    console.error(`no answer about ${path}: ${error.message}`);
    process.exitCode = 69;
  })
  .on('data', (text) => (reply += text))
  .on('end', () => give(reply))
  .end(`${JSON.stringify({ verb, path })}\n`);
