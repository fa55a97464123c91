import { useDataClasses } from '../../api/queries.ts';
import type { ActorDetail } from '../../api/types.ts';
import { Why } from '../../controls/Why.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Chip } from '../../marks/Chip.tsx';
import { Section } from '../../shell/Section.tsx';
import { count, share } from '../../words/numbers.ts';
import { evidenceWord } from '../../words/words.ts';

/** Name, kind, and how sure that it is one actor. */
export function ActorHead({ actor }: { readonly actor: ActorDetail }) {
  return (
    <>
      <header className="page-head">
        <div className="page-head-text">
          <h1>{actor.label}</h1>
          <p className="chips">
            <Chip tone={actor.kind === 'anonymous' || actor.kind === 'unknown' ? 'orphan' : 'plain'}>
              {actor.kind}
            </Chip>
            {actor.group === actor.kind ? null : <Chip>{actor.group}</Chip>}
            {actor.roles.map((role) => (
              <Chip key={role} tone="quiet">
                {role}
              </Chip>
            ))}
          </p>
        </div>
      </header>
      <dl className="figures actor-figures plate">
        <div className="figure">
          <dt>Requests</dt>
          <dd className="number">{count(actor.count)}</dd>
        </div>
        <div className="figure">
          <dt>Errors</dt>
          <dd className="number">{share(actor.errors, actor.count)}</dd>
        </div>
        <div className="figure">
          <dt>Blocked</dt>
          <dd className="number">{count(actor.blocked)}</dd>
        </div>
        <div className="figure">
          <dt>Operations</dt>
          <dd className="number">{count(actor.operations)}</dd>
        </div>
        <div className="figure">
          <dt>First seen</dt>
          <dd>
            <Ago atMs={actor.firstSeenMs} />
          </dd>
        </div>
        <div className="figure">
          <dt>Last seen</dt>
          <dd>
            <Ago atMs={actor.lastSeenMs} />
          </dd>
        </div>
      </dl>
    </>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  return value === undefined || value === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** By what it was told, from where it comes, and with what. */
export function ActorFacts({ actor }: { readonly actor: ActorDetail }) {
  return (
    <>
      <Section
        title="Who it is"
        aside={
          <>
            {share(actor.confidence, 1)} sure{' '}
            <Why of={`${share(actor.confidence, 1)} sure`}>
              <p>
                Told by its <b>{evidenceWord(actor.evidence)}</b>. The stronger the evidence, the surer that
                the same id is the same actor.
              </p>
              <p className="why-rule">
                From the strongest: client certificate, API key, token subject, user name, session cookie,
                network and fingerprint.
              </p>
            </Why>
          </>
        }
      >
        <dl className="facts">
          <Line name="Told by" value={evidenceWord(actor.evidence)} />
          <Line name="Issuer" value={actor.issuer} />
          <Line name="Client" value={actor.clientId} />
          <Line name="Tenant" value={actor.tenant} />
          <Line name="Roles" value={actor.roles.join(', ')} />
          <Line name="Scopes" value={actor.scopes.join(' ')} />
        </dl>
        <p className="actor-id quietest">
          <code>{actor.id}</code>
        </p>
      </Section>
      <Section title="Networks" aside={actor.networks.length}>
        <Words words={actor.networks} none="none seen" />
      </Section>
      <Section title="Agents" aside={actor.agents.length}>
        <Words words={actor.agents} none="it sent no user agent" />
      </Section>
    </>
  );
}

const wordsMax = 12;

function Words({ words, none }: { readonly words: readonly string[]; readonly none: string }) {
  if (words.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className="lines">
      {words.slice(0, wordsMax).map((word) => (
        <li key={word}>
          <span>{word}</span>
        </li>
      ))}
      {words.length > wordsMax ? <li className="quiet">{`and ${words.length - wordsMax} more`}</li> : null}
    </ul>
  );
}

/** Classes of data in what it sent and got. */
export function Reached({ actor }: { readonly actor: ActorDetail }) {
  const classes = useDataClasses();
  if (actor.dataClasses.length === 0) return <p className="quiet">None of the known classes.</p>;
  const byId = new Map(actor.dataClasses.map((one) => [one.id, one]));
  return (
    <ul className="lines">
      {classes.sort([...byId.keys()]).map((id) => (
        <li key={id} title={classes.describe(id)}>
          <Chip tone={classes.sensitivity(id) === 'restricted' ? 'restricted' : 'quiet'}>
            {classes.title(id)}
          </Chip>
          <span className="number">
            {count(byId.get(id)?.count ?? 0)} <span className="quietest">exchanges</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
