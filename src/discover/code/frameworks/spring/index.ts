/** Spring MVC and WebFlux: annotated controllers, functional endpoints, GraphQL, WebSockets, REST repositories, and Spring Security in front. */
import type { Framework } from '../framework.ts';
import { beanGetter } from '../java/injected.ts';
import { addRoutes, findingsOf } from './application.ts';
import { configurationMethod, readConfiguration } from './configuration.ts';
import { controllerRoutes } from './controllers.ts';
import { examples } from './examples.ts';
import { functionalCall, functionalMethod } from './functional.ts';
import { addGraphql } from './graphql.ts';
import { repositoryRoutes } from './rest-repositories.ts';
import { securityMethod } from './security-dsl.ts';

export const spring: Framework = {
  id: 'spring',
  title: 'Spring MVC and WebFlux',
  languages: ['java'],
  call: (callee, site, machine) => functionalCall(callee, site, machine),
  method: (self, name, site, machine) =>
    functionalMethod(self, name, site, machine) ??
    configurationMethod(self, name, site, machine) ??
    securityMethod(self, name, site, machine),
  unknownMethod: (self, name, site, machine) =>
    site.args.length === 0 ? beanGetter(machine, self, name) : undefined,
  class(cls, machine) {
    findingsOf(machine).routes.push(...controllerRoutes(machine, cls));
    findingsOf(machine).routes.push(...repositoryRoutes(machine, cls));
    readConfiguration(machine, cls);
    addGraphql(machine, cls);
  },
  finish: (machine) => addRoutes(machine),
  examples,
};
