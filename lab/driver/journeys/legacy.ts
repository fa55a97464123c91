import { fieldOf, JourneyCutShort, listAt } from '../answer.ts';
import type { Journey } from '../scenario.ts';

/** The old mobile app: it knows the current login, and still reads records from version 1. */
export const openOldApp: Journey = async (user) => {
  const patientId = user.memory.get('patientId');
  if (patientId === undefined) throw new JourneyCutShort('not logged in as a patient');
  await user.call('GET /v1/patients/{patientId}', { params: { patientId } });
  const items = listAt(await user.call('GET /v2/appointments', { query: { limit: '3' } }), 'items');
  for (const appointment of items) {
    await user.call('GET /v1/appointments/{appointmentId}', {
      params: { appointmentId: fieldOf(appointment, 'id') },
      thinkMs: 300,
    });
  }
};
