/** Which control answers which demand of the standards: OWASP API Security Top 10 (2023), NIST CSF 2.0, ISO/IEC 27001:2022 Annex A. */
import type { ControlId, ControlReference } from '../../model/operation.ts';

const owasp = (id: string, title: string): ControlReference => ({
  standard: 'OWASP API Security Top 10 2023',
  id: `${id}:2023`,
  title,
});
const nist = (id: string, title: string): ControlReference => ({ standard: 'NIST CSF 2.0', id, title });
const iso = (id: string, title: string): ControlReference => ({
  standard: 'ISO/IEC 27001:2022',
  id: `A.${id}`,
  title,
});

const accessPermissions = nist('PR.AA-05', 'Access permissions, entitlements and authorizations are managed');
const dataInTransit = nist('PR.DS-02', 'Data in transit is protected');

/** References by control. */
export const controlReferences: Readonly<Record<ControlId, readonly ControlReference[]>> = {
  authentication: [
    owasp('API2', 'Broken Authentication'),
    nist('PR.AA-03', 'Users, services and hardware are authenticated'),
    iso('8.5', 'Secure authentication'),
  ],
  'object-authorization': [
    owasp('API1', 'Broken Object Level Authorization'),
    accessPermissions,
    iso('8.3', 'Information access restriction'),
  ],
  'function-authorization': [
    owasp('API5', 'Broken Function Level Authorization'),
    accessPermissions,
    iso('5.15', 'Access control'),
    iso('8.2', 'Privileged access rights'),
  ],
  'encryption-in-transit': [
    owasp('API8', 'Security Misconfiguration'),
    dataInTransit,
    iso('8.24', 'Use of cryptography'),
    iso('5.14', 'Information transfer'),
  ],
  'rate-limit': [
    owasp('API4', 'Unrestricted Resource Consumption'),
    nist('PR.IR-04', 'Adequate resource capacity to ensure availability is maintained'),
    iso('8.6', 'Capacity management'),
  ],
  'schema-validation': [
    owasp('API8', 'Security Misconfiguration'),
    owasp('API3', 'Broken Object Property Level Authorization'),
    nist('PR.PS-06', 'Secure software development practices are integrated'),
    iso('8.26', 'Application security requirements'),
  ],
  logging: [
    nist('PR.PS-04', 'Log records are generated and made available for continuous monitoring'),
    iso('8.15', 'Logging'),
    iso('8.16', 'Monitoring activities'),
  ],
  masking: [
    owasp('API3', 'Broken Object Property Level Authorization'),
    iso('8.11', 'Data masking'),
    iso('8.12', 'Data leakage prevention'),
  ],
  inventory: [
    owasp('API9', 'Improper Inventory Management'),
    nist('ID.AM-02', 'Inventories of software, services and systems are maintained'),
    iso('5.9', 'Inventory of information and other associated assets'),
  ],
};
