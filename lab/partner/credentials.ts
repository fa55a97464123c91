import type { FastifyRequest } from 'fastify';
import { Refusal } from '../http/answer.ts';

/** Whether a header has the value that it must have. */
export const holds = (request: FastifyRequest, header: string, wanted: string | null | undefined): boolean =>
  typeof wanted === 'string' && request.headers[header] === wanted;

/** A hook that lets in the clinics, who show the credential that they agreed on with the partner. */
export const requireClinic =
  (credential: string) =>
  async (request: FastifyRequest): Promise<void> => {
    if (!holds(request, 'x-clinic-credential', credential)) throw new Refusal(401, 'Unknown clinic');
  };
