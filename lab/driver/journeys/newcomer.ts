import type { Account } from '../actors.ts';
import { listAt, textAt } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { readResetCode } from '../mailbox.ts';
import type { Journey } from '../scenario.ts';
import { signIn } from './session.ts';
import { choose, two } from './visitor.ts';

/** Registers with a clinic (the first try often misses a field), logs in and looks around. */
export const register: Journey = async (user) => {
  user.wear('authorization', undefined);
  user.forgetCookies();
  const clinicSlug = choose(user, listAt(await user.call('GET /v2/clinics'), 'items'), 'slug');
  const number = user.random.between(10_000, 9_999_999);
  const account = {
    email: `newcomer.${number}@example.org`,
    password: `Welcome-${number}-Day`,
    givenName: user.random.pick(['Robin', 'Kim', 'Sascha', 'Andrea']),
    familyName: user.random.pick(['Sommer', 'Jansen', 'Duval', 'Novotny']),
    birthDate: `${user.random.between(1950, 2005)}-${two(user.random.between(1, 12))}-${two(user.random.between(1, 28))}`,
    clinicSlug,
  };
  if (user.random.chance(0.4)) await user.call('POST /v2/accounts', { json: { email: account.email } });
  const made = await user.call('POST /v2/accounts', { json: account });
  if (made.status !== 201) return;
  const session = await user.call('POST /v2/sessions', {
    json: { email: account.email, password: account.password },
  });
  user.wear('authorization', `Bearer ${textAt(session, 'accessToken')}`);
  await user.call('GET /v2/patients/me');
  await user.call('GET /v2/notifications');
};

/**
 * Forgets the password, asks for a code, and sets the password again. Where the partner's address is known, the code
 * comes from the mail (and is mistyped now and then); where it is not, the mail never arrives and the user guesses.
 */
export function recoverPassword(account: Account, partner: URL | undefined): Journey {
  const { email, password } = account;
  return async (user) => {
    user.wear('authorization', undefined);
    user.forgetCookies();
    await user.call('POST /v2/sessions', { json: { email, password: 'What-was-it-again' } });
    await user.call('POST /v2/password-resets', { json: { email } });
    const code = partner === undefined ? undefined : await readResetCode(partner, account);
    const confirm = (typed: string): Promise<Answer> =>
      user.call('POST /v2/password-resets/confirm', { json: { email, code: typed, password } });
    if (code === undefined || user.random.chance(0.3)) await confirm('000000');
    if (code !== undefined) await confirm(code);
    await signIn(account)(user);
  };
}
