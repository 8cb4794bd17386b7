import { AGENTS } from '../network/topology.js';
import { SCENARIOS } from '../scenarios/registry.js';
import type { Scenario } from '../scenarios/scenario.js';
import { flagWords } from '../scenarios/scenario-options.js';

const usageOf = ({ name, flags = {} }: Scenario): string =>
  [name, ...flagWords(flags).map((word) => `[${word}]`)].join(' ');

export function helpText(): string {
  const scenarios = SCENARIOS.map((one) => `  ${usageOf(one).padEnd(34)}${one.summary}`);
  return `usage: npm run lab -- COMMAND        (root on Debian)

scenarios (boot the lab, tell a story, take it down; last line RESULT {json})
${scenarios.join('\n')}

a lab to play with
  up [-d] [--storage block|file|both]
                                    boot and stay in the foreground (Ctrl-C ends it), or -d in the background
  status                            what runs, what is cut, who leads
  cut WHAT [--sparing GUEST...]     WHAT: site-a, site-b, inter-site-link, arbiter
  heal WHAT                         plug it in again; \`up\` reboots gateways that have fenced themselves
  shell [GUEST]                     a shell in one of ${AGENTS.join(', ')}; without: among their networks
  down                              end it and clean up, also what a killed lab left behind
`;
}
