import { useState } from 'react';
import type { LearnedBody, LearnedField } from '../../api/types.ts';
import { Segments } from '../../controls/Segments.tsx';
import { DataChips } from '../../marks/DataChips.tsx';
import { Section } from '../../shell/Section.tsx';
import { plural, share } from '../../words/numbers.ts';
import { shapeWord } from '../../words/shape.ts';

const keyOf = (body: LearnedBody): string => `${body.status ?? ''} ${body.mediaType}`;

/** Bodies of requests, or of answers by status, one schema at a time. */
export function Bodies({
  title,
  bodies,
}: {
  readonly title: string;
  readonly bodies: readonly LearnedBody[];
}) {
  const sorted = bodies.toSorted((a, b) => b.count - a.count);
  const [chosen, setChosen] = useState('');
  const body = sorted.find((one) => keyOf(one) === chosen) ?? sorted[0];
  if (body === undefined) return null;
  const alike = new Set(sorted.map(({ mediaType }) => mediaType)).size === 1;
  return (
    <Section
      title={title}
      note={`${body.mediaType}, learned from ${plural(body.count, 'body', 'bodies')}`}
      aside={
        sorted.length < 2 ? (
          body.status
        ) : (
          <Segments
            name={`${title} by kind`}
            options={sorted.slice(0, 6).map((one) => ({
              value: keyOf(one),
              label:
                one.status === undefined
                  ? one.mediaType
                  : alike
                    ? `${one.status}`
                    : `${one.status} ${one.mediaType.split('/')[1] ?? ''}`,
            }))}
            value={keyOf(body)}
            onChoose={setChosen}
          />
        )
      }
    >
      <SchemaTree body={body} />
    </Section>
  );
}

const fieldsAtFirst = 24;

/** The learned schema as an indented list: a field, its type, how often it is there, what data it carries. */
function SchemaTree({ body }: { readonly body: LearnedBody }) {
  const [all, setAll] = useState(false);
  if (body.fields.length === 0) {
    return <p className="plate schema-none">{`${shapeWord(body.shape)}: no fields.`}</p>;
  }
  const known = new Set(body.fields.map(({ path }) => path.replaceAll('[]', '')));
  const shown = all ? body.fields : body.fields.slice(0, fieldsAtFirst);
  return (
    <div className="schema plate">
      <ul>
        {shown.map((field) => (
          <SchemaField key={field.path} field={field} known={known} />
        ))}
      </ul>
      {body.fields.length > shown.length ? (
        <button type="button" className="schema-more text-link" onClick={() => setAll(true)}>
          {`Show ${body.fields.length - shown.length} more fields`}
        </button>
      ) : null}
    </div>
  );
}

function SchemaField({
  field,
  known,
}: {
  readonly field: LearnedField;
  readonly known: ReadonlySet<string>;
}) {
  const cut = field.path.lastIndexOf('.');
  const parent = cut < 0 ? '' : field.path.slice(0, cut);
  const nested = parent !== '' && known.has(parent.replaceAll('[]', ''));
  const depth = nested ? parent.split('.').length : 0;
  const name = nested ? field.path.slice(cut + 1) : field.path;
  const partly = field.presence < 0.995;
  return (
    <li className={partly ? 'schema-field schema-partly' : 'schema-field'} title={field.path}>
      <code style={{ paddingLeft: `${Math.min(depth, 8) * 16}px` }}>
        {nested && parent.endsWith('[]') ? <span className="quietest">[].</span> : null}
        {name}
      </code>
      <span className="schema-type quiet">{shapeWord(field.shape)}</span>
      <span className="chips schema-classes">
        <DataChips ids={field.classes} most={3} />
      </span>
      <span className="number schema-presence">{partly ? share(field.presence, 1) : 'always'}</span>
    </li>
  );
}
