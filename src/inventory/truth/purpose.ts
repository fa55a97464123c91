/** What an operation is for, in a phrase: said by hand, by a contract, by a comment, or made of its method, its names and its data. */
import type { OperationKind, OperationPurpose } from '../../model/operation.ts';
import { singular } from '../routes/name.ts';
import type { OperationFacts } from './facts.ts';

const phraseMax = 200;
const classesMax = 3;

/** What names tell of an operation. */
export interface NamedOperation {
  readonly kind: OperationKind;
  readonly method: string;
  /** Template with named parameters: `/patients/{id}/appointments`. */
  readonly path: string;
}

const plumbing = /^(?:api|apis|rest|v\d+(?:\.\d+)*|public|internal|private|external)$/i;
const verbs: ReadonlySet<string> = new Set(
  (
    'accept activate add approve archive assign attach authorize book bulk cancel capture check claim clear clone close complete confirm connect copy create deactivate decline delete deliver ' +
    'detach disable disconnect dismiss duplicate enable execute exchange export finish flag follow forgot generate import invite issue join leave like link lock login logout mark merge move notify open ' +
    'pause pay ping preview process publish purge read rebuild redeem refresh refund register reindex reject release remove rename render reopen reorder replace report request resend reset resolve restart restore resume ' +
    'retry revoke run save schedule search select send share sign signin signout signup start stop submit subscribe suspend swap sync test toggle track transfer trigger unarchive unassign unblock unfollow unlike ' +
    'unlink unlock unpublish unsubscribe update upload validate verify void vote withdraw'
  ).split(' '),
);
/** Verbs that are written in one word. */
const joined: Readonly<Record<string, string>> = {
  login: 'log in',
  logout: 'log out',
  signin: 'sign in',
  signout: 'sign out',
  signup: 'sign up',
  forgot: 'ask for a new password',
};

const wordsOf = (text: string): string =>
  text
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.~:+\s]+/g, ' ')
    .trim()
    .toLowerCase();

const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const one = (noun: string): string => {
  const words = wordsOf(noun).split(' ');
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');
};
const article = (noun: string): string =>
  `${/^(?:[aeio]|u(?!ni|se|ti|rl|ui|sa))/.test(noun) ? 'an' : 'a'} ${noun}`;
const isPlural = (noun: string): boolean =>
  singular(wordsOf(noun).split(' ').at(-1) ?? '') !== (wordsOf(noun).split(' ').at(-1) ?? '');

interface Piece {
  readonly noun: string;
  /** A parameter follows: one of them is meant. */
  readonly single: boolean;
}

function piecesOf(path: string): { readonly pieces: readonly Piece[]; readonly action: string | null } {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '' && !plumbing.test(segment))
    .flatMap((segment) => {
      const colon = segment.lastIndexOf(':');
      return colon > 0 ? [segment.slice(0, colon), `:${segment.slice(colon + 1)}`] : [segment];
    });
  const pieces: Piece[] = [];
  let action: string | null = null;
  segments.forEach((segment, at) => {
    if (segment.includes('{')) {
      const last = pieces.pop();
      if (last !== undefined) pieces.push({ ...last, single: true });
      return;
    }
    const [first = ''] = wordsOf(segment).split(' ');
    const isLast = at === segments.length - 1;
    if (isLast && (segment.startsWith(':') || (verbs.has(first) && !isPlural(segment))))
      action = wordsOf(segment);
    else pieces.push({ noun: segment, single: false });
  });
  return { pieces, action };
}

/** `a patient`, `the appointments of a patient`. */
function thing(pieces: readonly Piece[]): string {
  const [last, before] = [pieces.at(-1), pieces.at(-2)];
  if (last === undefined) return '';
  const own = last.single ? article(one(last.noun)) : `the ${wordsOf(last.noun)}`;
  return before?.single === true ? `${own} of ${article(one(before.noun))}` : own;
}

function restPhrase(method: string, path: string): string {
  const { pieces, action } = piecesOf(path);
  const last = pieces.at(-1);
  if (action !== null) {
    const [verb = '', ...object] = action.split(' ');
    const said = [joined[verb] ?? verb, ...object].join(' ');
    const about = thing(pieces);
    if (verb === 'search') return upperFirst(`search ${about}`.trim());
    const before = pieces.at(-1);
    const target = before === undefined || object.length > 0 || joined[verb] !== undefined ? '' : about;
    const rest = object.length > 0 && before?.single === true ? ` of ${article(one(before.noun))}` : '';
    return upperFirst(`${said} ${target}`.trim() + rest);
  }
  if (last === undefined) return '';
  const about = thing(pieces);
  if (/^(?:me|self|current)$/i.test(last.noun)) {
    const owner = pieces.at(-2);
    const own = owner === undefined ? 'account' : one(owner.noun);
    const said = { PUT: 'Replace', PATCH: 'Change', DELETE: 'Delete', POST: 'Change' }[method] ?? 'Read';
    return `${said} the ${own} of the caller`;
  }
  switch (method) {
    case 'GET':
      return last.single || !isPlural(last.noun) ? `Read ${about}` : `List ${about}`;
    case 'HEAD':
      return `Ask whether ${about} ${last.single ? 'is' : 'are'} there`;
    case 'POST':
      if (last.single) return `Change ${about}`;
      return isPlural(last.noun)
        ? `Create ${about.replace(`the ${wordsOf(last.noun)}`, article(one(last.noun)))}`
        : `Post to ${about}`;
    case 'PUT':
      return `Replace ${about}`;
    case 'PATCH':
      return `Change ${about}`;
    case 'DELETE':
      return `Delete ${about}`;
    case 'OPTIONS':
      return `Ask what may be done with ${about}`;
    case 'WS':
      return `Talk about ${about.replace(/^the /, '')} over a WebSocket`;
    default:
      return `Work with ${about}`;
  }
}

/**
 * A phrase from method and template, or '' when they say nothing.
 *
 * @example
 * phraseFromNames({ kind: 'rest', method: 'GET', path: '/patients/{id}/appointments' }); // 'List the appointments of a patient'
 */
export function phraseFromNames({ kind, method, path }: NamedOperation): string {
  if (kind === 'graphql') {
    const field = wordsOf(path.slice(path.lastIndexOf('#') + 1));
    if (method === 'SUBSCRIPTION') return `Follow ${field}`;
    const [first = ''] = field.split(' ');
    if (joined[field] !== undefined) return upperFirst(joined[field]);
    return method === 'MUTATION' || verbs.has(first) || first === 'get' || first === 'list'
      ? upperFirst(field)
      : `Read ${field}`;
  }
  if (kind === 'grpc') return upperFirst(wordsOf(path.split('/').at(-1) ?? ''));
  if (method === 'PUBLISH')
    return `Send messages to ${wordsOf(path.replaceAll('/', ' ').replaceAll(/[{}*]/g, ''))}`;
  if (method === 'SUBSCRIBE')
    return `Receive messages from ${wordsOf(path.replaceAll('/', ' ').replaceAll(/[{}*]/g, ''))}`;
  return restPhrase(method, path);
}

/** Purpose of an operation. `byHand`: what a person has written; `classes`: data classes seen, the most frequent first. */
export function purposeOf(
  { evidence }: Pick<OperationFacts, 'evidence'>,
  named: NamedOperation,
  classes: readonly string[],
  byHand: string | undefined,
): OperationPurpose {
  if (byHand !== undefined) return { text: byHand, from: 'hand' };
  for (const from of ['contract', 'comment'] as const) {
    const told = evidence.find(({ sighting }) => sighting.purpose?.from === from)?.sighting.purpose;
    if (told !== undefined && told !== null && told.text.trim() !== '')
      return { text: told.text.trim().slice(0, phraseMax), from };
  }
  const carried = classes.slice(0, classesMax).map(wordsOf).join(', ');
  const phrase =
    phraseFromNames(named) ||
    evidence.find(({ sighting }) => sighting.purpose !== null)?.sighting.purpose?.text ||
    '';
  if (phrase !== '')
    return {
      text: (carried === '' ? phrase : `${phrase} (carries ${carried})`).slice(0, phraseMax),
      from: 'name',
    };
  return carried === '' ? { text: '', from: 'name' } : { text: `Carries ${carried}`, from: 'data' };
}
