/** Order of versions, as each ecosystem defines it. */

/** How versions are ordered. */
export type VersionOrder = 'semver' | 'pypi' | 'maven' | 'gem' | 'composer' | 'nuget' | 'deb' | 'generic';

const charsMax = 256;

/** Whole numbers of any length, without turning them into floating point. */
const compareDigits = (a: string, b: string): number => {
  const [one, other] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
};

const isDigits = (text: string): boolean => /^\d+$/.test(text);

const sign = (order: number): number => (order < 0 ? -1 : order > 0 ? 1 : 0);

/** Semantic Versioning 2.0.0, item 11; parts that are missing count as 0, build metadata not at all. */
const semver = (a: string, b: string, numbersMin = 3): number => {
  const parse = (text: string): readonly [numbers: readonly string[], before: string] => {
    const [bare = ''] = text.replace(/^[vV=]/, '').split('+');
    const dash = bare.indexOf('-');
    return [(dash < 0 ? bare : bare.slice(0, dash)).split('.'), dash < 0 ? '' : bare.slice(dash + 1)];
  };
  const [mine, pre] = parse(a);
  const [theirs, otherPre] = parse(b);
  for (let at = 0; at < Math.max(numbersMin, mine.length, theirs.length); at += 1) {
    const order = compareDigits(mine[at] || '0', theirs[at] || '0');
    if (order !== 0) return order;
  }
  if (pre === '' || otherPre === '') return pre === otherPre ? 0 : pre === '' ? 1 : -1;
  const [left, right] = [pre.split('.'), otherPre.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const [isNumber, otherIsNumber] = [isDigits(one), isDigits(other)];
    const order =
      isNumber && otherIsNumber
        ? compareDigits(one, other)
        : isNumber !== otherIsNumber
          ? isNumber
            ? -1
            : 1
          : one < other
            ? -1
            : one > other
              ? 1
              : 0;
    if (order !== 0) return order;
  }
  return 0;
};

/** PEP 440: epoch, release, then dev < pre < final < post. */
const pypi = (a: string, b: string): number => {
  const parse = (text: string) => {
    const [, epoch = '0', release = '0', pre = '', preNumber = '0', post, dev] =
      /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)[-_.]?(?:(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:[-_.]?(?:post|rev|r)[-_.]?(\d*)|-(?=\d)\d+)?(?:[-_.]?dev[-_.]?(\d*))?/i.exec(
        text,
      ) ?? [];
    const phase = /^a/i.test(pre) ? 1 : /^b/i.test(pre) ? 2 : pre === '' ? 4 : 3;
    return {
      epoch,
      release: release.split('.'),
      // A release for development alone stands before all others of its number.
      phase: phase === 4 && post === undefined && dev !== undefined ? 0 : phase,
      preNumber: preNumber || '0',
      post: post === undefined ? '-' : post || '0',
      dev: dev === undefined ? null : dev || '0',
    };
  };
  const [one, other] = [parse(a), parse(b)];
  let order = compareDigits(one.epoch, other.epoch);
  for (let at = 0; order === 0 && at < Math.max(one.release.length, other.release.length); at += 1)
    order = compareDigits(one.release[at] ?? '0', other.release[at] ?? '0');
  order ||= one.phase - other.phase;
  order ||= compareDigits(one.preNumber, other.preNumber);
  if (order === 0 && one.post !== other.post)
    order = one.post === '-' ? -1 : other.post === '-' ? 1 : compareDigits(one.post, other.post);
  if (order === 0 && one.dev !== other.dev)
    order = one.dev === null ? 1 : other.dev === null ? -1 : compareDigits(one.dev, other.dev);
  return order;
};

const mavenRank: Readonly<Record<string, number>> = {
  alpha: 0,
  a: 0,
  beta: 1,
  b: 1,
  milestone: 2,
  m: 2,
  rc: 3,
  cr: 3,
  snapshot: 4,
  '': 5,
  final: 5,
  ga: 5,
  release: 5,
  sp: 6,
};

/** Maven's generic version order (maven.apache.org, ComparableVersion), for versions as they are published. */
const maven = (a: string, b: string): number => {
  const parse = (text: string): string[] =>
    text
      .toLowerCase()
      .replace(/(\d)([a-z])/g, '$1-$2')
      .replace(/([a-z])(\d)/g, '$1-$2')
      .split(/[.\-_]/);
  const [mine, theirs] = [parse(a), parse(b)];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at += 1) {
    const [one = '', other = ''] = [mine[at], theirs[at]];
    const [isNumber, otherIsNumber] = [isDigits(one), isDigits(other)];
    if (isNumber || otherIsNumber) {
      const order =
        isNumber && otherIsNumber
          ? compareDigits(one, other)
          : isNumber
            ? other === ''
              ? compareDigits(one, '0')
              : 1
            : one === ''
              ? compareDigits('0', other)
              : -1;
      if (order !== 0) return order;
      continue;
    }
    const [rank, otherRank] = [mavenRank[one] ?? 7, mavenRank[other] ?? 7];
    const order = rank - otherRank || (rank === 7 ? (one < other ? -1 : one > other ? 1 : 0) : 0);
    if (order !== 0) return order;
  }
  return 0;
};

/** RubyGems: letters come before numbers, and before nothing. */
const gem = (a: string, b: string): number => {
  const parse = (text: string): readonly string[] =>
    text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const [mine, theirs] = [parse(a), parse(b)];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at += 1) {
    const [one = '0', other = '0'] = [mine[at], theirs[at]];
    const [isNumber, otherIsNumber] = [isDigits(one), isDigits(other)];
    const order =
      isNumber && otherIsNumber
        ? compareDigits(one, other)
        : isNumber !== otherIsNumber
          ? isNumber
            ? 1
            : -1
          : one < other
            ? -1
            : one > other
              ? 1
              : 0;
    if (order !== 0) return order;
  }
  return 0;
};

const composerRank = (word: string): number =>
  word.startsWith('dev')
    ? 0
    : word.startsWith('a')
      ? 1
      : word.startsWith('b')
        ? 2
        : word.startsWith('rc')
          ? 3
          : /^(?:p|pl|patch)/.test(word)
            ? 5
            : 4;

/** Composer: as PHP's `version_compare`. */
const composer = (a: string, b: string): number => {
  const parse = (text: string): readonly string[] =>
    text
      .toLowerCase()
      .replace(/^v/, '')
      .match(/\d+|[a-z]+/g) ?? [];
  const [mine, theirs] = [parse(a), parse(b)];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at += 1) {
    const [one, other] = [mine[at], theirs[at]];
    const [isNumber, otherIsNumber] = [isDigits(one ?? ''), isDigits(other ?? '')];
    const order =
      (isNumber || one === undefined) && (otherIsNumber || other === undefined)
        ? compareDigits(one ?? '0', other ?? '0')
        : isNumber || otherIsNumber
          ? isNumber
            ? 1
            : -1
          : composerRank(one ?? '') - composerRank(other ?? '');
    if (order !== 0) return order;
  }
  return 0;
};

/** Debian policy 5.6.12; RPM and Alpine come near enough to it for one distribution's own versions. */
const deb = (a: string, b: string): number => {
  const split = (text: string): readonly [epoch: string, upstream: string, revision: string] => {
    const colon = text.indexOf(':');
    const rest = text.slice(colon + 1);
    const dash = rest.lastIndexOf('-');
    return [
      colon < 0 ? '0' : text.slice(0, colon),
      dash < 0 ? rest : rest.slice(0, dash),
      dash < 0 ? '' : rest.slice(dash + 1),
    ];
  };
  const weight = (char: string | undefined): number => {
    if (char === undefined) return 0;
    if (char === '~') return -1;
    return /[A-Za-z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256;
  };
  const part = (one: string, other: string): number => {
    const pieces = (text: string): string[] => [...(text.match(/\d+|\D+/g) ?? [])];
    const [mine, theirs] = [pieces(one), pieces(other)];
    // Parts without digits and parts with digits alternate, beginning with the former.
    if (isDigits(mine[0] ?? 'x')) mine.unshift('');
    if (isDigits(theirs[0] ?? 'x')) theirs.unshift('');
    for (let at = 0; at < Math.max(mine.length, theirs.length); at += 1) {
      const [left = '', right = ''] = [mine[at], theirs[at]];
      if (at % 2 === 1) {
        const order = compareDigits(left || '0', right || '0');
        if (order !== 0) return order;
        continue;
      }
      for (let char = 0; char < Math.max(left.length, right.length); char += 1) {
        const order = weight(left[char]) - weight(right[char]);
        if (order !== 0) return order;
      }
    }
    return 0;
  };
  const [mine, theirs] = [split(a), split(b)];
  return compareDigits(mine[0], theirs[0]) || part(mine[1], theirs[1]) || part(mine[2], theirs[2]);
};

const orders: Readonly<Record<VersionOrder, (a: string, b: string) => number>> = {
  semver,
  pypi,
  maven,
  gem,
  composer,
  nuget: (a, b) => semver(a.toLowerCase(), b.toLowerCase(), 4),
  deb,
  generic: gem,
};

/**
 * Which of two versions is later: below 0 when the first is earlier. Versions of more than 256 characters are cut.
 *
 * @example
 * compareVersions('pypi', '2.0rc1', '2.0'); // -1
 */
export const compareVersions = (order: VersionOrder, a: string, b: string): number =>
  sign(orders[order](a.slice(0, charsMax), b.slice(0, charsMax)));
