import type { Journey } from '../scenario.ts';

/** A returning visitor of the web front end: the page asks who is there, then fills its boxes. */
export const returnToWeb: Journey = async (user) => {
  await user.call('GET /v2/web/session', { thinkMs: 500 });
  await user.call('GET /v2/patients/me', { thinkMs: 50 });
  await user.call('GET /v2/notifications', { thinkMs: 50 });
  await user.call('GET /v2/articles', { query: { limit: '3' }, thinkMs: 50 });
};
