/**
 * Is this run of letters a word, or chance? Words of European languages use few of the 676 letter pairs; random letters use them all.
 */

/**
 * For each first letter (row) and second letter (column): log2 of how much more often the pair occurs in words than by chance, from -6
 * (`a`) in steps of a half to 4 (`u`). Counted over English technical prose and the names of languages, regions and currencies in
 * twelve languages.
 */
const pairs: readonly string[] = [
  'noppjlnkpkmspulohsqsnnjgml',
  'pfhfocghogdnfeneankendgaha',
  'qckgqdarngmmdereaniombaaji',
  'pffjrehgqigjgipeajmflfgajk',
  'plprnmnhnilqptlnkttqlmknkk',
  'macamkgaoaajcancanfhkaaaia',
  'odefpdjloaelgkndankfobgahc',
  'pcceqacaoceghhndbkhkkbfagb',
  'roqoqlofiknpouqmiosrinfiil',
  'nacflabakagcdfkcablcjbhaaa',
  'pcgfndchqciihgncallikfgahb',
  'riimrglfrbipfipgacllnidcoa',
  'rnhfqcbgpdafkgonafjdjcaaga',
  'rgorrkririkkilqgbfrrlkbcli',
  'mlnnljlhlhlpptmnaspnpnnghi',
  'pagfpcfjnacnecpmapkmmdaaga',
  'daaaaaaabaaeaaaaaaaanaaaaa',
  'rlnnsingsfmlnnqienpookiamg',
  'pgqfrhdnqhrnhjpneioroiieli',
  'rdlfsheosgekgjqgapomofhbnf',
  'nmlmngmdnfjnmphmbqoogjhihi',
  'oaccqaeaoaadadkaadfbfaaaca',
  'nbcbmabjmaefajkaaikdbaaaga',
  'gdhakcaejaabaadkaaajaaaaea',
  'nfiikdfdjhgihkikahkihdeadf',
  'mhfanaaelhgeaejeacebhafaif',
];

const logOdds: Float64Array = (() => {
  const table = new Float64Array(676);
  pairs.forEach((row, first) => {
    for (let second = 0; second < 26; second += 1)
      table[first * 26 + second] = (row.charCodeAt(second) - 97) / 2 - 6;
  });
  return table;
})();

const letterIndex = (code: number): number =>
  code >= 97 && code <= 122 ? code - 97 : code >= 65 && code <= 90 ? code - 65 : -1;

/**
 * Mean log-odds a letter pair, in bits: about 1.5 for words, about -1.5 for random letters; 0 when there is no pair. Case and anything
 * but ASCII letters is passed over.
 *
 * @example
 * wordLikeness('appointments'); // 1.32
 * wordLikeness('kqzvwmxbtrpl'); // about -3
 */
export const wordLikeness = (text: string): number => {
  let sum = 0;
  let count = 0;
  let previous = -1;
  for (let i = 0; i < text.length; i += 1) {
    const index = letterIndex(text.charCodeAt(i));
    if (index >= 0 && previous >= 0) {
      sum += logOdds[previous * 26 + index] ?? 0;
      count += 1;
    }
    previous = index;
  }
  return count === 0 ? 0 : sum / count;
};
