/** Prometheus' text exposition format, version 0.0.4. */

/** One metric with its samples. */
export interface Metric {
  /** `heliostat_` and snake case with the unit; counters end in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function labelText(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {});
  if (pairs.length === 0) return '';
  return `{${pairs.map(([name, value]) => `${name}="${escapeHelp(value).replaceAll('"', '\\"')}"`).join(',')}}`;
}

/**
 * Metrics as text.
 *
 * @example
 * renderMetrics([{ name: 'heliostat_actors', help: 'Actors known.', type: 'gauge', samples: [{ value: 7 }] }]);
 * // # HELP heliostat_actors Actors known.
 * // # TYPE heliostat_actors gauge
 * // heliostat_actors 7
 */
export function renderMetrics(metrics: readonly Metric[]): string {
  return metrics
    .map(({ name, help, type, samples }) => {
      const lines = samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`);
      return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
    })
    .join('');
}
