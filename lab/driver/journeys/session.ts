import { child, textAt, valueAt } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Account } from '../actors.ts';
import type { Random } from '../random.ts';
import type { Journey } from '../scenario.ts';
import type { User } from '../user.ts';

/** How often people mistype their password. */
const typoChance = 0.08;

/** Logs in by REST with email and password; now and then with a typo first. The session cookie alone is kept on the web. */
export function signIn(account: Account): Journey {
  return async (user) => {
    forget(user);
    const { email, password } = account;
    if (user.random.chance(typoChance)) {
      await user.call('POST /v2/sessions', { json: { email, password: mistype(password, user.random) } });
    }
    const session = await user.call('POST /v2/sessions', { json: { email, password } });
    if (account.login !== 'cookie') {
      user.memory.set('carries', 'bearer');
      user.wear('authorization', `Bearer ${textAt(session, 'accessToken')}`);
    }
    user.memory.set('refreshToken', textAt(session, 'refreshToken'));
    remember(user, session);
  };
}

/** The token is about to run out: trades the refresh token for a new one. */
export const refresh: Journey = async (user) => {
  const session = await user.call('POST /v2/sessions/refresh', {
    json: { refreshToken: user.memory.get('refreshToken') ?? '' },
  });
  if (user.memory.get('carries') === 'bearer')
    user.wear('authorization', `Bearer ${textAt(session, 'accessToken')}`);
  user.memory.set('refreshToken', textAt(session, 'refreshToken'));
};

/** An app that wakes up with the token of last week: refused, refreshed, tried again. */
export const wakeUpWithOldToken: Journey = async (user) => {
  const authorization = `Bearer ${expiredToken(user)}`;
  await user.call('GET /v2/notifications', { headers: { authorization } });
  await refresh(user);
  await user.call('GET /v2/notifications', { thinkMs: 200 });
};

/** Logs out and, after a while, in again. */
export function comeBack(account: Account): Journey {
  const back = signIn(account);
  return async (user) => {
    await user.call('DELETE /v2/sessions/current', {
      json: { refreshToken: user.memory.get('refreshToken') ?? '' },
    });
    await user.rest(20_000);
    await back(user);
  };
}

function forget(user: User): void {
  user.wear('authorization', undefined);
  user.forgetCookies();
  user.memory.clear();
}

function remember(user: User, session: Answer): void {
  const account = valueAt(session, 'account');
  for (const name of ['id', 'patientId', 'practitionerId', 'clinicSlug']) {
    const value = child(account, name);
    if (typeof value === 'string' || typeof value === 'number') user.memory.set(name, String(value));
  }
}

/** Two neighbouring characters swapped: the commonest typo. */
function mistype(text: string, random: Random): string {
  const at = random.below(Math.max(1, text.length - 1));
  return `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at] ?? ''}!${text.slice(at + 2)}`;
}

/** A token as the API would have made it last week; its signature is noise. */
function expiredToken(user: User): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const noise = Buffer.from(Array.from({ length: 32 }, () => user.random.below(256))).toString('base64url');
  const exp = 1_767_225_600 + user.random.below(86_400);
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user.memory.get('id') ?? '', aud: 'clinic-api', exp })}.${noise}`;
}
