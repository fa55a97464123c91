import { authenticationPolicies } from './authentication.ts';
import { consumptionPolicies } from './consumption.ts';
import { flowPolicies } from './flows.ts';
import { functionPolicies } from './functions.ts';
import { objectPolicies } from './objects.ts';
import { outboundPolicies } from './outbound.ts';
import { propertyPolicies } from './properties.ts';
import { inventoryPolicies, surfacePolicies } from './surface.ts';

/** Every weakness's switch, by the weakness's id. */
export const policies = {
  ...objectPolicies,
  ...authenticationPolicies,
  ...propertyPolicies,
  ...consumptionPolicies,
  ...functionPolicies,
  ...flowPolicies,
  ...outboundPolicies,
  ...surfacePolicies,
  ...inventoryPolicies,
};

export type WeaknessId = keyof typeof policies;

/** The rules that are in force, by the weakness they decide. */
export type Rules = { readonly [Id in WeaknessId]: (typeof policies)[Id]['fixed'] };

/**
 * The rules of one twin.
 *
 * @param fixed true for the twin without weaknesses
 * @param except ids whose rule is taken from the other twin: one weakness alone in a fixed lab, or one fix alone
 * @example chooseRules(true)['bola-invoice-read'](person, invoice)
 */
export const chooseRules = (fixed: boolean, except: readonly WeaknessId[] = []): Rules =>
  Object.fromEntries(
    Object.entries(policies).map(([id, sides]) => [
      id,
      fixed !== except.some((one) => one === id) ? sides.fixed : sides.weak,
    ]),
  ) as Rules;
