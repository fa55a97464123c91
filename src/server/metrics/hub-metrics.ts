/** What the hub measures of itself, the gateway and the inventory. */
import type { Hub } from '../hub.ts';
import type { Metric } from './render.ts';

const one = (name: string, type: Metric['type'], help: string, value: number): Metric => ({
  name: `heliostat_${name}`,
  help,
  type,
  samples: [{ value }],
});

/** The metrics now. */
export function hubMetrics(hub: Hub): readonly Metric[] {
  const gateway = hub.gateway.status();
  const inventory = hub.inventory.totals();
  const live = hub.live.stats();
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    {
      name: 'heliostat_build_info',
      help: 'Version of Heliostat and of Node.',
      type: 'gauge',
      samples: [{ labels: { version: hub.version, node: process.versions.node }, value: 1 }],
    },
    one(
      'start_time_seconds',
      'gauge',
      'When the hub started, seconds since the epoch.',
      hub.startedMs / 1000,
    ),
    one('gateway_workers', 'gauge', 'Gateway threads.', gateway.workers),
    one('gateway_connections', 'gauge', 'Open client connections.', gateway.connections),
    {
      name: 'heliostat_gateway_refused_total',
      help: 'Refused requests and connections, by error code.',
      type: 'counter',
      samples: Object.entries(gateway.refused).map(([code, value]) => ({ labels: { code }, value })),
    },
    {
      name: 'heliostat_exchanges_shed_total',
      help: 'Exchange records given up, by reason. Traffic itself is never shed.',
      type: 'counter',
      samples: [
        { labels: { reason: 'memory-full' }, value: gateway.shed.memoryFull },
        { labels: { reason: 'spool-full' }, value: gateway.shed.spoolFull },
        { labels: { reason: 'disk-error' }, value: gateway.shed.diskError },
      ],
    },
    {
      name: 'heliostat_upstream_up',
      help: '1 when requests are sent to the upstream, 0 when it is down or its circuit is open.',
      type: 'gauge',
      samples: gateway.upstreams.map(({ service, url, state }) => ({
        labels: { service, url },
        value: state === 'up' || state === 'unknown' ? 1 : 0,
      })),
    },
    one(
      'pump_lag_seconds',
      'gauge',
      'Age of the newest exchange taken in, when it was taken in.',
      gateway.pump.lagMs / 1000,
    ),
    one('spool_backlog_bytes', 'gauge', 'Spool bytes that were not read yet.', gateway.pump.backlogBytes),
    one(
      'spool_damaged_frames_total',
      'counter',
      'Damaged spool frames that were skipped.',
      gateway.pump.damagedFrames,
    ),
    {
      name: 'heliostat_operations',
      help: 'Operations known, by lifecycle.',
      type: 'gauge',
      samples: Object.entries(inventory.byLifecycle).map(([lifecycle, value]) => ({
        labels: { lifecycle },
        value,
      })),
    },
    one('actors', 'gauge', 'Actors known.', inventory.actors),
    one('exchanges_total', 'counter', 'Exchanges taken in.', inventory.exchanges),
    one(
      'exchanges_flagged_total',
      'counter',
      'Exchanges that a guard in observe mode would have refused.',
      inventory.flagged,
    ),
    one('exchanges_blocked_total', 'counter', 'Exchanges that the gateway refused.', inventory.blocked),
    one('unrouted_paths', 'gauge', 'Paths that only ever got 404.', inventory.unrouted),
    one('live_subscribers', 'gauge', 'Open live streams.', live.subscribers),
    one('live_sampled_out_total', 'counter', 'Exchanges that the live feed left out.', live.sampledOut),
    one('live_dropped_total', 'counter', 'Live streams that were too slow and were let go.', live.dropped),
    one('process_resident_memory_bytes', 'gauge', 'Resident memory of the process.', memory.rss),
    one('process_heap_bytes', 'gauge', 'Used heap of the hub’s thread.', memory.heapUsed),
    one(
      'process_cpu_seconds_total',
      'counter',
      'Processor time of the process.',
      (cpu.user + cpu.system) / 1e6,
    ),
  ];
}
