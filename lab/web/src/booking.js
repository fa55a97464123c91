import { PARTNER, build } from './config.js';

const keyed = () => ({ 'x-api-key': build.bookingKey });

/** The widget of the booking partner. */
export const loadBooking = (client) =>
  build.bookingKey
    ? client.get(`${PARTNER}/appointments?limit=1`, keyed()).catch(() => null)
    : Promise.resolve(null);

/** What the partner is owed for a month. */
export const loadSettlement = (client, month) => client.get(`${PARTNER}/settlements/${month}`, keyed());
