import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ExchangeRecord } from '../api/types.ts';
import { CopyButton } from '../controls/CopyButton.tsx';
import { DataChips } from '../marks/DataChips.tsx';
import { MethodPath } from '../marks/MethodPath.tsx';
import { exchangeCurl } from '../words/curl.ts';
import { bytes, duration, share } from '../words/numbers.ts';
import { shapeOutline, shapeWord } from '../words/shape.ts';
import { utc } from '../words/time.ts';
import { authWord, evidenceWord, outcomeWord } from '../words/words.ts';
import { Status } from './Status.tsx';

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="fact-block">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Facts({ of }: { readonly of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {of.map(([name, value]) =>
        value === undefined || value === '' || value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

const listed = (words: readonly string[] | undefined): string => (words ?? []).join(', ');

/** All that is kept of an exchange. */
export function ExchangeFacts({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { actor, client } = exchange;
  return (
    <>
      <h2 className="exchange-title">
        <MethodPath method={exchange.method} path={exchange.path} />
      </h2>
      <p className="exchange-sum">
        <Status exchange={exchange} />
        <span className="number quiet">{duration(exchange.durationUs)}</span>
        <span className="number quiet">{utc(Date.parse(exchange.at))}</span>
      </p>
      <div className="exchange-acts">
        <CopyButton text={exchangeCurl(exchange)}>Copy as curl</CopyButton>
        <CopyButton text={JSON.stringify(exchange, null, 2)}>Copy as JSON</CopyButton>
      </div>
      <Verdicts exchange={exchange} />
      <Block title={exchange.operations.length > 1 ? 'Operations' : 'Operation'}>
        {exchange.operations.length === 0 ? <p className="quiet">None: nothing routes this path.</p> : null}
        <ul className="fact-links">
          {exchange.operations.map((one) => (
            <li key={one.id}>
              <Link to="/inventory/$operationId" params={{ operationId: one.id }} className="fact-link">
                <MethodPath method={one.method} path={one.path} />
              </Link>
            </li>
          ))}
        </ul>
      </Block>
      <Block title="Actor">
        <Facts
          of={[
            [
              'Who',
              <Link key="who" to="/actors/$actorId" params={{ actorId: actor.id }} className="text-link">
                {actor.label}
              </Link>,
            ],
            ['Kind', actor.kind],
            ['Told by', `${evidenceWord(actor.evidence)}, ${share(actor.confidence, 1)} sure`],
            ['Issuer', actor.issuer],
            ['Client', actor.clientId],
            ['Tenant', actor.tenant],
            ['Roles', listed(actor.roles)],
            ['Scopes', listed(actor.scopes)],
            ['Network', client.network],
            ['Agent', client.agent || actor.agent],
            ['TLS', client.tls],
            ['Address', <code key="address">{client.address}</code>],
          ]}
        />
      </Block>
      <Block title="Request">
        <Facts
          of={[
            [
              'Credential',
              exchange.auth.length === 0
                ? 'none'
                : exchange.auth.map(({ kind, name }) => `${authWord(kind)} in ${name}`).join(', '),
            ],
            ['Type', exchange.requestType],
            ['Size', bytes(exchange.requestBytes)],
            ['Data', <Classes key="data" ids={exchange.dataClasses.request} />],
            ['GraphQL', exchange.graphql?.map(({ type, field }) => `${type} ${field}`).join(', ')],
            [
              'Ids',
              exchange.resources.length === 0 ? '' : `${exchange.resources.length}, kept as keyed hashes`,
            ],
          ]}
        />
        {exchange.parameters.length === 0 ? null : (
          <ul className="fact-parameters">
            {exchange.parameters.map(({ in: place, name, shape }) => (
              <li key={`${place} ${name}`}>
                <code>{name}</code> <span className="quiet">{shapeWord(shape)}</span>{' '}
                <span className="quietest">{place}</span>
              </li>
            ))}
          </ul>
        )}
        {exchange.requestShape === null ? null : (
          <pre className="shape">{shapeOutline(exchange.requestShape)}</pre>
        )}
      </Block>
      <Block title="Answer">
        <Facts
          of={[
            ['Status', exchange.status === 0 ? 'none was sent' : exchange.status],
            ['Outcome', outcomeWord(exchange.outcome)],
            ['Refused by', exchange.refusedBy],
            ['First byte', exchange.ttfbUs < 0 ? 'never came' : duration(exchange.ttfbUs)],
            ['Whole', duration(exchange.durationUs)],
            ['Type', exchange.responseType],
            ['Size', bytes(exchange.responseBytes)],
            ['Data', <Classes key="data" ids={exchange.dataClasses.response} />],
          ]}
        />
        {exchange.responseShape === null ? null : (
          <pre className="shape">{shapeOutline(exchange.responseShape)}</pre>
        )}
      </Block>
      <Bodies exchange={exchange} />
      <Block title="Record">
        <Facts
          of={[
            ['Id', <code key="id">{exchange.id}</code>],
            ['Seen by', exchange.source],
            ['Service', exchange.service],
            ['Host', <code key="host">{`${exchange.scheme}://${exchange.host}`}</code>],
            ['Protocol', exchange.protocol],
          ]}
        />
      </Block>
    </>
  );
}

function Classes({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return <span className="quietest">none seen</span>;
  return (
    <span className="chips">
      <DataChips ids={ids} most={20} />
    </span>
  );
}

function Verdicts({ exchange }: { readonly exchange: ExchangeRecord }) {
  const verdicts = exchange.verdicts ?? [];
  if (verdicts.length === 0) return null;
  return (
    <Block title="Verdicts">
      <ul className="fact-verdicts">
        {verdicts.map((one) => (
          <li key={`${one.guard} ${one.code}`}>
            <b>{one.guard}</b> <code>{one.code}</code>{' '}
            <span className="quiet">
              {one.mode === 'enforce' ? 'refused it' : 'would have refused it; it only observes'}
            </span>
            <p>{one.reason}</p>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Bodies({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { request, response } = exchange.body ?? {};
  if (request === undefined && response === undefined) return null;
  return (
    <Block title="Bodies, redacted, kept by a capture rule">
      {request === undefined ? null : <pre className="shape">{request}</pre>}
      {response === undefined ? null : <pre className="shape">{response}</pre>}
    </Block>
  );
}
