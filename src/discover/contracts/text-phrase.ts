/** Longest phrase that says what an operation is for, in characters. */
const phraseMax = 160;

/** Characters of a description that are looked at. */
const descriptionMax = 2000;

/** A text without markup, in one line. */
const plain = (text: string): string =>
  text
    .slice(0, descriptionMax)
    .replace(/```[^`]*```/g, ' ')
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/!?\[([^[\]]{0,300})\]\([^()]{0,500}\)/g, '$1')
    .replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?=\s|$|[.,;:!?)])/g, '')
    .replace(/^[#>\s-]+/, '')
    .replace(/\s+/g, ' ')
    .trim();

const shortened = (text: string): string => {
  if (text.length <= phraseMax) return text;
  const cut = text.slice(0, phraseMax - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > phraseMax / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
};

/** Abbreviations whose full stop ends no sentence. */
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)|\b[A-Z])\.$/i;

const firstSentence = (text: string): string => {
  for (const stop of text.matchAll(/[.!?](?=\s|$)/g)) {
    const sentence = text.slice(0, stop.index + 1);
    if (!abbreviation.test(sentence)) return sentence.replace(/\.$/, '');
  }
  return text;
};

/** A phrase from a summary, or else the first sentence of a description: plain text of at most 160 characters; null when neither says anything. */
export const phraseOf = (summary: string | null, description: string | null): string | null => {
  const short = summary === null ? '' : plain(summary);
  if (short !== '') return shortened(short.replace(/(?<!\.)\.$/, ''));
  if (description === null) return null;
  // A heading or first paragraph stands for itself.
  const paragraph =
    description
      .slice(0, descriptionMax)
      .trim()
      .split(/\n\s*\n/, 1)[0] ?? '';
  const phrase = firstSentence(plain(paragraph === '' ? description : paragraph));
  return phrase === '' ? null : shortened(phrase);
};
