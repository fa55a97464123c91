import { Segments } from '../controls/Segments.tsx';
import { type Range, rangeNames, ranges } from './range.ts';

/** Chooses how far back one looks. */
export function RangeSegments({
  range,
  onChoose,
}: {
  readonly range: Range;
  readonly onChoose: (range: Range) => void;
}) {
  return (
    <Segments
      name="How far back"
      options={rangeNames.map((name) => ({ value: name, label: ranges[name].title }))}
      value={range}
      onChoose={onChoose}
    />
  );
}
