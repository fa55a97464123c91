import type { ApiSpec } from '../api.ts';
import { bank } from './bank.ts';
import { booking } from './booking.ts';
import { cloud } from './cloud.ts';
import { cms } from './cms.ts';
import { files } from './files.ts';
import { gitHost } from './git-host.ts';
import { graphqlShop } from './graphql.ts';
import { iot } from './iot.ts';
import { legacy } from './legacy.ts';
import { maps } from './maps.ts';
import { openData } from './open-data.ts';
import { payments } from './payments.ts';
import { saas } from './saas.ts';
import { shop } from './shop.ts';
import { social } from './social.ts';
import { telco } from './telco.ts';
import { university } from './university.ts';

/** The made-up services, each as different from the next as public APIs are. */
export const APIS: readonly ApiSpec[] = [
  shop,
  gitHost,
  bank,
  booking,
  cms,
  telco,
  maps,
  files,
  iot,
  university,
  legacy,
  graphqlShop,
  saas,
  cloud,
  payments,
  openData,
  social,
];
