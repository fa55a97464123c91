import type { Component } from '../../api/types.ts';
import { Button } from '../../controls/Button.tsx';
import { CopyText } from '../../controls/CopyText.tsx';
import { Sign } from '../../marks/Sign.tsx';
import { placeText } from '../../words/place.ts';
import { weaknesses } from './rows.ts';

/** All that is known of a component, beside the table. */
export function ComponentPanel({
  component,
  onClose,
}: {
  readonly component: Component;
  readonly onClose: () => void;
}) {
  const { name, kind, version, purl, api, root, direct, scope, place } = component;
  const weak = weaknesses(component);
  const talks = component.talksTo ?? [];
  return (
    <aside className="side-panel plate" aria-label="Component">
      <header>
        <h2>{name}</h2>
        <Button icon="cross" label="Close the component" onClick={onClose} />
      </header>
      <dl className="facts-list">
        <div>
          <dt>Kind</dt>
          <dd>{kind.replace('-', ' ')}</dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd>{version ?? 'not told'}</dd>
        </div>
        {purl === null ? null : (
          <div>
            <dt>Package URL</dt>
            <dd>
              <CopyText text={purl} />
            </dd>
          </div>
        )}
        <div>
          <dt>Where</dt>
          <dd>
            <CopyText text={placeText(place)} />
            <span className="quietest">{`in ${root}`}</span>
          </dd>
        </div>
        <div>
          <dt>Part of</dt>
          <dd>
            {api === '' ? 'not told' : api}
            <span className="quietest">
              {`${direct ? 'named by a manifest' : 'brought by another component'}, ${scope === 'unknown' ? 'use not told' : `for ${scope}`}`}
            </span>
          </dd>
        </div>
        {talks.length === 0 ? null : (
          <div>
            <dt>Talks to</dt>
            {talks.map((link) => (
              <dd key={`${link.to} ${link.by}`}>
                <span>
                  <b>{link.to}</b>
                  {link.transport === null ? '' : ` over ${link.transport}`}
                </span>
                <span className="quietest">{link.by}</span>
              </dd>
            ))}
          </div>
        )}
      </dl>
      <h3>Known vulnerabilities</h3>
      {weak === null ? (
        <p className="quiet">
          No database was asked. Give a folder in the OSV format: <code>--osv ./osv</code>
        </p>
      ) : weak.length === 0 ? (
        <p className="quiet">The database that was given knows of none.</p>
      ) : (
        <ul className="weaknesses">
          {weak.map((one) => (
            <li key={one.id}>
              <p className="with-sign">
                <Sign gravity={one.level ?? 'info'} /> <b>{one.level ?? 'not rated'}</b>{' '}
                <CopyText text={one.id} />
              </p>
              <p>{one.summary}</p>
              <p className="quietest">
                {one.aliases.length === 0 ? '' : `${one.aliases.join(', ')}; `}
                {one.fixed === null ? 'no version without it is known' : `gone in ${one.fixed}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}
