import { API } from './config.js';

/** Greets who is logged in, and shows their next appointments. */
export const greet = async (client) => {
  const box = document.getElementById('me');
  try {
    const session = await client.get(`${API}/web/session`);
    box.textContent = `${session.name}, ${session.unreadMessages} unread messages`;
    box.hidden = false;
    if (!session.patientId) return session;
    const appointments = await client.get(`${API}/appointments?status=booked`);
    const list = document.createElement('ul');
    for (const { startsAt, reason } of appointments.items) {
      const line = document.createElement('li');
      line.textContent = `${startsAt}: ${reason}`;
      list.append(line);
    }
    box.append(list);
    return session;
  } catch {
    box.hidden = true;
    return null;
  }
};

/** Logs in; whoever fails stays a visitor. */
export const logIn = (client, email, password) =>
  client.post(`${API}/sessions`, { email, password }).catch(() => null);
