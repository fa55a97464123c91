/** Where the value of each field of an operation is from. */
import type { FieldProvenance, OperationSummary } from '../../model/operation.ts';
import type { NamedTemplate } from '../routes/names.ts';
import { confidenceOf } from '../sightings/seated.ts';
import type { OperationFacts } from './facts.ts';
import { placeText } from './place.ts';

/** Tells of each field. */
export function provenanceOf(
  facts: OperationFacts,
  named: NamedTemplate,
  summary: OperationSummary,
): readonly FieldProvenance[] {
  const { evidence, code, contract, tracks, operation } = facts;
  const [best] = evidence;
  const told =
    best === undefined
      ? { source: 'traffic' as const, confidence: summary.confidence, explanation: 'learned from exchanges' }
      : {
          source: best.sighting.source,
          confidence: confidenceOf(best.sighting),
          explanation: placeText(best.sighting.place),
        };
  const byHand = operation.node
    .trail()
    .some((node) => node.literal === null && node.parent?.fold?.byHand === true);
  const method = evidence.find(({ sighting }) => sighting.method !== 'ANY');
  const auth = [...contract, ...code].find(({ sighting }) => sighting.auth.demand !== 'unknown');
  const isHostSeen = tracks.length > 0;
  const host = evidence.find(({ sighting }) => sighting.hosts.length > 0);
  const deprecated = evidence.find(({ sighting }) => sighting.deprecated);
  const { purpose } = summary;
  return [
    byHand
      ? { field: 'path', source: 'hand', confidence: 1, explanation: 'a person made it so' }
      : { field: 'path', ...told, confidence: summary.confidence },
    method === undefined && tracks.length > 0
      ? { field: 'method', source: 'traffic', confidence: 1, explanation: 'as it was called' }
      : {
          field: 'method',
          source: method?.sighting.source ?? told.source,
          confidence: method === undefined ? told.confidence : confidenceOf(method.sighting),
          explanation: method === undefined ? told.explanation : placeText(method.sighting.place),
        },
    isHostSeen
      ? { field: 'host', source: 'traffic', confidence: 1, explanation: 'where it was called' }
      : {
          field: 'host',
          source: host?.sighting.source ?? 'none',
          confidence: host === undefined ? 0 : 0.7,
          explanation: host === undefined ? 'nothing names one' : placeText(host.sighting.place),
        },
    {
      field: 'parameters',
      source:
        named.parameters.length === 0 &&
        evidence.every(({ sighting }) => sighting.params.length === 0) &&
        isHostSeen
          ? 'traffic'
          : told.source,
      confidence: told.confidence,
      explanation: 'each parameter names its sources',
    },
    auth === undefined
      ? {
          field: 'auth',
          source: isHostSeen ? 'traffic' : 'none',
          confidence: isHostSeen ? 0.6 : 0,
          explanation: isHostSeen ? 'only exchanges tell' : 'nothing tells',
        }
      : {
          field: 'auth',
          source: auth.sighting.source,
          confidence: confidenceOf(auth.sighting),
          explanation: auth.sighting.auth.reason,
        },
    {
      field: 'purpose',
      source:
        purpose.from === 'hand'
          ? 'hand'
          : purpose.from === 'contract'
            ? 'contract'
            : purpose.from === 'comment'
              ? 'code'
              : purpose.from === 'data'
                ? 'traffic'
                : 'names',
      confidence: { hand: 1, contract: 0.95, comment: 0.85, name: 0.5, data: 0.3 }[purpose.from],
      explanation: `from ${purpose.from === 'hand' ? 'what a person wrote' : purpose.from === 'name' ? 'method and template' : purpose.from}`,
    },
    {
      field: 'deprecated',
      source: deprecated?.sighting.source ?? 'none',
      confidence: deprecated === undefined ? 0.5 : 0.95,
      explanation: deprecated === undefined ? 'nothing says so' : placeText(deprecated.sighting.place),
    },
  ];
}
