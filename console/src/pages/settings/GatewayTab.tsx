import { useTotals } from '../../api/queries.ts';
import { Ago } from '../../marks/Ago.tsx';
import { Chip } from '../../marks/Chip.tsx';
import { Section } from '../../shell/Section.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { bytes, count, plural } from '../../words/numbers.ts';

const states = { up: 'plain', down: 'bad', open: 'bad', unknown: 'orphan' } as const;
const stateWords = {
  up: 'up',
  down: 'down',
  open: 'left alone after failures',
  unknown: 'not known yet',
} as const;

function Counts({
  of,
  none,
}: {
  readonly of: readonly (readonly [string, number])[];
  readonly none: string;
}) {
  if (of.every(([, n]) => n === 0)) return <p className="quiet">{none}</p>;
  return (
    <ul className="lines">
      {of
        .filter(([, n]) => n > 0)
        .map(([name, n]) => (
          <li key={name}>
            <span>{name}</span>
            <span className="number">{count(n)}</span>
          </li>
        ))}
    </ul>
  );
}

/** How the gateway is: what it listens on, what is behind it, what it refused and what records it gave up. */
export function GatewayTab() {
  const { data, error, refetch } = useTotals();
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={6} says="Asking the gateway" />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const { gateway } = data;
  return (
    <>
      <p className="quiet number">
        Heliostat {data.version}, started <Ago atMs={Date.parse(data.startedAt)} /> ago.{' '}
        {plural(gateway.workers, 'worker')}, {plural(gateway.connections, 'open connection')}.
      </p>
      <div className="pair">
        <Section title="Listeners">
          <ul className="lines">
            {gateway.listeners.map((one) => (
              <li key={one.name}>
                <span>{one.name}</span>
                <code>{`${one.tls ? 'https' : 'http'}://${one.address}:${one.port}`}</code>
              </li>
            ))}
            {gateway.listeners.length === 0 ? (
              <li className="quiet">None: traffic comes from captures only.</li>
            ) : null}
          </ul>
        </Section>
        <Section title="Upstreams">
          <ul className="lines">
            {gateway.upstreams.map((one) => (
              <li key={`${one.service} ${one.url}`}>
                <span>
                  {one.service} <code className="quiet">{one.url}</code>
                </span>
                <Chip tone={states[one.state]}>{stateWords[one.state]}</Chip>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Refused" note="by the gateway itself, by error code">
          <Counts
            of={Object.entries(gateway.refused).sort(([, a], [, b]) => b - a)}
            none="Nothing was refused since the start."
          />
        </Section>
        <Section title="Records given up" note="never the traffic itself">
          <Counts
            of={[
              ['memory was full: the disk was too slow', gateway.shed.memoryFull],
              ['the spool was full: reading was behind', gateway.shed.spoolFull],
              ['the disk refused the write', gateway.shed.diskError],
              ['damaged frames skipped', gateway.pump.damagedFrames],
            ]}
            none="None since the start."
          />
          <p className="quiet pump number">
            {gateway.pump.backlogBytes === 0
              ? 'Everything is read.'
              : `${bytes(gateway.pump.backlogBytes)} wait to be read.`}{' '}
            {`The newest exchange was taken in after ${Math.round(gateway.pump.lagMs)} ms.`}
          </p>
        </Section>
      </div>
    </>
  );
}
