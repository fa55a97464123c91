/** What an operation of a Java application is for, in its own words: documentation annotations, else Javadoc. */
import type { SightedPurpose } from '../../../../model/sighting.ts';
import { type Annotation, findAnnotation, textOf, textsIn, valueOf } from './annotations.ts';

const purposeCharsMax = 200;

/** The first sentence of a text. */
export function firstSentence(doc: string): string {
  const end = /[.!?](?=\s|$)/.exec(doc);
  const sentence = (end === null ? doc : doc.slice(0, end.index)).trim();
  return sentence.slice(0, purposeCharsMax);
}

/** The purpose of a handler, or null. */
export function purposeOf(
  annotations: readonly Annotation[],
  doc: string | undefined,
): SightedPurpose | null {
  const operation = findAnnotation(annotations, 'Operation', 'ApiOperation', 'ApiDoc');
  const summary =
    operation === undefined ? null : textOf(valueOf(operation, 'summary', 'value', 'description'));
  const text = firstSentence(summary ?? doc ?? '');
  return text === '' ? null : { text, from: 'comment' };
}

/** Tags of a controller class. */
export function tagsOf(annotations: readonly Annotation[]): readonly string[] {
  const tag = findAnnotation(annotations, 'Tag', 'Api');
  return tag === undefined ? [] : textsIn(valueOf(tag, 'name', 'tags')).slice(0, 8);
}
