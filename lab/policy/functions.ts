import type { Integration, Person } from '../identity/caller.ts';
import { isAdminOf, isStaffOf } from '../identity/caller.ts';
import { policy } from './policy.ts';

type MayDo = (person: Person, clinicSlug: string) => boolean;

const inClinic: MayDo = (person, clinicSlug) => person.clinicSlug === clinicSlug;

/** API5:2023, broken function level authorization: may this role do it at all? */
export const functionPolicies = {
  'bfla-admin-users': policy<MayDo>({ weak: inClinic, fixed: isAdminOf }),
  'bfla-role-change': policy<MayDo>({ weak: inClinic, fixed: isAdminOf }),
  'bfla-prescription-create': policy<MayDo>({
    weak: inClinic,
    fixed: (person, clinicSlug) => person.role === 'doctor' && isStaffOf(person, clinicSlug),
  }),
  'bfla-patient-delete': policy<MayDo>({ weak: () => true, fixed: isAdminOf }),
  'bfla-patient-export': policy<MayDo>({ weak: inClinic, fixed: isAdminOf }),
  'partner-scope-ignored': policy<(integration: Integration, scope: string) => boolean>({
    weak: () => true,
    fixed: (integration, scope) => integration.scopes.includes(scope),
  }),
};
