import { graphqlRoutes } from '../graphql/endpoint.ts';
import type { Route } from '../http/route.ts';
import { adminRoutes } from './admin.ts';
import { appointmentRoutes } from './appointments.ts';
import { articleRoutes } from './articles.ts';
import { campaignRoutes } from './campaigns.ts';
import { clinicRoutes } from './clinics.ts';
import { documentRoutes } from './documents.ts';
import { insuranceRoutes } from './insurance.ts';
import { invoiceRoutes } from './invoices.ts';
import { legacyRoutes } from './legacy.ts';
import { messageRoutes } from './messages.ts';
import { notificationRoutes } from './notifications.ts';
import { partnerRoutes } from './partners.ts';
import { patientRoutes } from './patients.ts';
import { practitionerRoutes } from './practitioners.ts';
import { prescriptionRoutes } from './prescriptions.ts';
import { reportRoutes } from './reports.ts';
import { serviceRoutes } from './service.ts';
import { sessionRoutes } from './sessions.ts';
import { webhookRoutes } from './webhooks.ts';

/** Everything the API listener routes, but the WebSocket (`waitingRoomPath`). */
export const routes: readonly Route[] = [
  ...serviceRoutes,
  ...sessionRoutes,
  ...clinicRoutes,
  ...articleRoutes,
  ...practitionerRoutes,
  ...patientRoutes,
  ...insuranceRoutes,
  ...appointmentRoutes,
  ...prescriptionRoutes,
  ...invoiceRoutes,
  ...documentRoutes,
  ...messageRoutes,
  ...campaignRoutes,
  ...reportRoutes,
  ...notificationRoutes,
  ...webhookRoutes,
  ...adminRoutes,
  ...partnerRoutes,
  ...legacyRoutes,
  ...graphqlRoutes,
];
