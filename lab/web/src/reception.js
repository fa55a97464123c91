import { ADMIN, API } from './config.js';

/** The desk's tools, a trial that was never switched on. */
export const openReception = (client) => {
  const desk = {
    findMember: (number) => client.get(`${API}/beta/insurance-lookup?number=${encodeURIComponent(number)}`),
    erasePatient: (patientId) => client.remove(`${API}/patients/${patientId}`),
    actAs: (userId) => client.post(`${ADMIN}/users/${userId}/impersonations`, { reason: 'reception' }),
  };
  if (import.meta.env.DEV) desk.inspect = () => client.get(`${API}/debug/state`);
  return desk;
};
