import { greet, logIn } from './account.js';
import { loadBooking, loadSettlement } from './booking.js';
import { API, build, readSettings } from './config.js';
import { createClient } from './http.js';
import { addLine } from './page.js';
import { openReception } from './reception.js';

const start = async () => {
  const { api, features } = await readSettings();
  const client = createClient(api);

  document.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    await logIn(client, form.get('email'), form.get('password'));
    await greet(client);
  });

  const [clinics, articles] = await Promise.all([
    client.get(`${API}/clinics`),
    client.get(`${API}/articles?limit=5`),
  ]);
  for (const clinic of clinics.items) addLine('clinics', `${clinic.name}, ${clinic.address.city}`);
  for (const article of articles.items) addLine('articles', article.title);

  if (features.reception) window.reception = openReception(client);
  if (features.settlements) window.settlement = (month) => loadSettlement(client, month);
  document.documentElement.dataset.release = build.release;
  await Promise.all([greet(client), loadBooking(client)]);
};

void start();
