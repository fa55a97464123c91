import type { FastifyInstance } from 'fastify';
import { renderPdf } from '../domain/pdf.ts';
import { Refusal } from '../http/answer.ts';

/** The laboratory: results as files, for whoever knows their number. */
export const laboratory = async (app: FastifyInstance): Promise<void> => {
  app.get<{ Params: { fileName: string } }>('/:fileName', async (request, reply) => {
    const { fileName } = request.params;
    if (!/^lr_\d{1,9}\.pdf$/.test(fileName)) throw new Refusal(404, 'No such result');
    const lines = ['MediLab Diagnostics', `Result ${fileName}`, 'Haemoglobin 13.9 g/dl, leukocytes 6.1 /nl'];
    return reply.type('application/pdf').send(Buffer.from(renderPdf(lines)));
  });
};
