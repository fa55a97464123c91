/** What the build puts in; the deployment replaces the marks. */
export const build = JSON.parse('{"release":"2.8.0","bookingKey":"__BOOKING_KEY__"}');

export const API = '/v2';
export const ADMIN = `${API}/admin`;
export const PARTNER = `${API}/partner`;

/** What the server tells: where the API is, and which features are switched on. */
export const readSettings = async () => {
  const settings = await fetch('/config.json').then((answer) => answer.json());
  return { api: settings.api, features: settings.features ?? {} };
};
