import '../operation/operation.css';
import './read.css';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context.ts';
import { CopyText } from '../../controls/CopyText.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Slats } from '../../marks/Slats.tsx';
import { Section } from '../../shell/Section.tsx';
import { CommandLine } from '../../states/CommandLine.tsx';
import { Failure } from '../../states/Failure.tsx';
import { NothingRead } from '../../states/NothingRead.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { frameworkWord } from '../../words/evidence.ts';
import { count, plural } from '../../words/numbers.ts';
import { placeText } from '../../words/place.ts';
import { InventoryTabs } from '../inventory/InventoryTabs.tsx';

const shownMax = 200;

/** What evidence comes from, and what in it could not be told. */
export function ReadPage() {
  const api = useApi();
  const covers = useQuery({
    queryKey: ['covers'],
    queryFn: ({ signal }) => api.read('/covers', { query: { limit: shownMax }, signal }),
  });
  const unresolved = useQuery({
    queryKey: ['unresolved'],
    queryFn: ({ signal }) => api.read('/unresolved', { query: { limit: shownMax }, signal }),
  });
  const error = covers.error ?? unresolved.error;
  if (covers.data === undefined || unresolved.data === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">What was read</h1>
        <InventoryTabs />
        {error === null ? (
          <Skeleton rows={8} says="Reading what was read" />
        ) : (
          <Failure
            error={error}
            onRetry={() => {
              void covers.refetch();
              void unresolved.refetch();
            }}
          />
        )}
      </div>
    );
  }
  const nothing = covers.data.items.length === 0;
  return (
    <div className="page">
      <h1 className="unseen">What was read</h1>
      <InventoryTabs />
      {nothing ? (
        <NothingRead title="Nothing but traffic was read yet">
          Which operations are shadow, orphan or unreachable is only claimed against what was read. Give a
          repository, contracts, captures or a web site.
        </NothingRead>
      ) : (
        <Section title="What was read" note="nothing is claimed of what was not">
          <div className="plate scroll-x">
            <table className="table" aria-label="What was read">
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Where</th>
                  <th scope="col">APIs</th>
                  <th scope="col" className="end">
                    Files
                  </th>
                  <th scope="col" className="end">
                    Lines
                  </th>
                  <th scope="col">Read</th>
                </tr>
              </thead>
              <tbody>
                {covers.data.items.map((one) => (
                  <tr key={`${one.source} ${one.root}`}>
                    <td>
                      <span className="evidence-source">
                        <Slats lit={[one.source]} /> {one.source}
                      </span>
                    </td>
                    <th scope="row">
                      <CopyText text={one.root} />
                    </th>
                    <td className="quiet">{one.apis.join(', ')}</td>
                    <td className="number end">{count(one.files)}</td>
                    <td className="number end">{count(one.lines)}</td>
                    <td className="quiet">
                      <Ago atMs={one.atMs} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
      {nothing ? null : (
        <Section
          title="What could not be told"
          note="there may be operations behind these"
          aside={count(unresolved.data.total)}
        >
          {unresolved.data.items.length === 0 ? (
            <p className="quiet">Every route in what was read could be resolved.</p>
          ) : (
            <ul className="unresolved plate">
              {unresolved.data.items.map((one) => (
                <li key={`${one.root} ${placeText(one.place)} ${one.what}`}>
                  <code>{one.what}</code>
                  <p className="quiet">{one.why}</p>
                  <p>
                    <CopyText text={placeText(one.place)} />{' '}
                    <span className="quietest">{frameworkWord(one.framework)}</span>
                  </p>
                </li>
              ))}
            </ul>
          )}
          {unresolved.data.total > unresolved.data.items.length ? (
            <p className="quiet read-more">{`${plural(unresolved.data.total - unresolved.data.items.length, 'more place')} not listed.`}</p>
          ) : null}
        </Section>
      )}
      {nothing ? null : (
        <Section title="Read more">
          <CommandLine command="./bin/heliostat discover ./repo --data ./data" />
        </Section>
      )}
    </div>
  );
}
