import { Router } from 'express';
import { requireLogin, requirePartnerKey } from '../http/guards.ts';
import { adminRouter } from './admin.ts';
import { appointmentRouter } from './appointments.ts';
import { articleRouter } from './articles.ts';
import { campaignRouter } from './campaigns.ts';
import { clinicRouter } from './clinics.ts';
import { documentRouter } from './documents.ts';
import { insuranceRouter } from './insurance.ts';
import { invoiceRouter } from './invoices.ts';
import { messageRouter } from './messages.ts';
import { notificationRouter } from './notifications.ts';
import { partnerRouter } from './partners.ts';
import { patientRouter } from './patients.ts';
import { practitionerRouter } from './practitioners.ts';
import { prescriptionRouter, referralRouter } from './prescriptions.ts';
import { exportRouter, reportRouter } from './reports.ts';
import { serviceRouter } from './service.ts';
import { accountRouter } from './sessions.ts';
import { waitingRoomRouter } from './waiting-room.ts';
import { webhookRouter } from './webhooks.ts';

/** Version 2 of the API. */
export const apiRouter = Router();

apiRouter.use(serviceRouter);
apiRouter.use(accountRouter);
// Before the routers of patients and partners: it has paths of both, and other ideas of who may come in.
apiRouter.use(insuranceRouter);

apiRouter.use('/clinics', clinicRouter);
apiRouter.use(articleRouter);
apiRouter.use(practitionerRouter);
apiRouter.use('/patients', patientRouter);
apiRouter.use('/appointments', appointmentRouter);
apiRouter.use('/prescriptions', prescriptionRouter);
apiRouter.use('/referrals', referralRouter);
apiRouter.use('/invoices', requireLogin, invoiceRouter);
apiRouter.use('/documents', documentRouter);
apiRouter.use('/messages', messageRouter);
apiRouter.use('/campaigns', campaignRouter);
apiRouter.use('/reports', reportRouter);
apiRouter.use('/exports', exportRouter);
apiRouter.use('/notifications', notificationRouter);
apiRouter.use('/waiting-room', waitingRoomRouter);
apiRouter.use('/webhooks', webhookRouter);
apiRouter.use('/admin', adminRouter);
apiRouter.use('/partner', requirePartnerKey, partnerRouter);
