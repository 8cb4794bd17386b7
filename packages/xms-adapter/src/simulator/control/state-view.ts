import type { RunningSimulator } from '../running-simulator.js';

/** The tables and the gateways as JSON, secrets left out. */
export function stateView(sim: RunningSimulator): Record<string, unknown> {
  const { state, memory } = sim;
  return {
    managers: sim.managers(),
    cuts: sim.cuts(),
    unsettled: sim.unsettled(),
    volumes: state.volumes.all(),
    snapshots: state.snapshots.all(),
    accessPaths: state.accessPaths
      .all()
      .map(({ tsecret, ...path }) => ({ ...path, hasSecret: tsecret !== '' })),
    targets: state.targets.all(),
    clientGroups: state.clientGroups
      .all()
      .map(({ isecret, ...group }) => ({ ...group, hasSecret: isecret !== '' })),
    clients: state.clients.all(),
    mappingGroups: state.mappingGroups.all(),
    luns: state.luns.all(),
    vips: state.vips.all().map((vip) => ({ ...vip, holder: sim.vipHolder(vip.ip) ?? null })),
    trashResources: state.trashResources.all(),
    gateways: memory?.gateways.map((gateway) => ({
      name: gateway.host.name,
      site: gateway.host.site,
      active: gateway.isActive(),
      commandsExecuted: gateway.commandsExecuted,
      inFlight: gateway.inFlight.size,
      sessions: [...gateway.sessions.values()],
      exports: gateway.exports ?? null,
    })),
    backings: memory?.store.ids(),
    files: filesView(sim),
  };
}

function filesView({ state, memory }: RunningSimulator): Record<string, unknown> {
  return {
    folders: state.fsFolders.all(),
    quotaTrees: state.fsQuotaTrees.all(),
    clients: state.fsClients.all(),
    clientGroups: state.fsClientGroups.all(),
    shares: state.fsShares.all(),
    acls: state.fsShareAcls.all(),
    gateways: memory?.files?.gateways.map((gateway) => ({
      name: gateway.host.name,
      site: gateway.host.site,
      active: gateway.isActive(),
      requestsExecuted: gateway.commandsExecuted,
      inFlight: gateway.inFlight.size,
      connections: [...gateway.connections],
      vips: [...gateway.vips],
      exports: gateway.exports ?? null,
    })),
  };
}
