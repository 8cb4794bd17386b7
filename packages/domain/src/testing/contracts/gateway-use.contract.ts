import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aPath, mapped, type SetupSubject } from './setup-subject.js';

/** Adds sessions that the test makes. */
export interface GatewayUseSubject extends SetupSubject {
  logIn(iqn: string, gateway: string): unknown;
  logOut(iqn: string, gateway: string): unknown;
}

export const gatewayUseContract: readonly ContractCase<GatewayUseSubject>[] = [
  {
    name: 'a path that nothing is mapped through is used by nobody, nor is a gateway that it does not have',
    run: async (subject) => {
      const path = await aPath(subject);
      for (const gateway of subject.gateways) {
        const clients = await subject.array.gatewayUse.clientsThrough(path, gateway, never);
        expectEqual(expectOk(clients, 'clients'), [], gateway);
      }
    },
  },
  {
    name: 'a client with a session is named at that gateway alone, until it has logged out',
    run: async (subject) => {
      const { array, gateways } = subject;
      const path = await aPath(subject);
      const { node } = await mapped(subject, path);
      const through = async (gateway: string) =>
        expectOk(await array.gatewayUse.clientsThrough(path, gateway, never), 'clients');
      subject.logIn(node.iqn, gateways[0]);
      expectEqual(await through(gateways[0]), [node.name], 'logged in');
      expectEqual(await through(gateways[1]), [], 'the other gateway');
      subject.logOut(node.iqn, gateways[0]);
      expectEqual(await through(gateways[0]), [], 'logged out');
    },
  },
];
