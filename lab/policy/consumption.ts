import { policy } from './policy.ts';

/** The weak twin is careless, not suicidal: these ceilings keep it answering whatever is asked of it. */
export const ceilings = {
  depthMax: 60,
  fieldsMax: 20_000,
  rootFieldsMax: 2_000,
  operationsMax: 500,
} as const;

/** API4:2023, unrestricted resource consumption: how much? */
export const consumptionPolicies = {
  'page-size-unbounded': policy<(askedRows: number) => number>({
    weak: (askedRows) => Math.max(1, askedRows),
    fixed: (askedRows) => Math.min(100, Math.max(1, askedRows)),
  }),
  'graphql-depth-unbounded': policy<() => { readonly depthMax: number; readonly fieldsMax: number }>({
    weak: () => ({ depthMax: ceilings.depthMax, fieldsMax: ceilings.fieldsMax }),
    fixed: () => ({ depthMax: 8, fieldsMax: 500 }),
  }),
  'graphql-alias-flood': policy<() => number>({
    weak: () => ceilings.rootFieldsMax,
    fixed: () => 20,
  }),
  'graphql-batch-bruteforce': policy<() => { readonly operationsMax: number; readonly loginsMax: number }>({
    weak: () => ({ operationsMax: ceilings.operationsMax, loginsMax: ceilings.rootFieldsMax }),
    fixed: () => ({ operationsMax: 10, loginsMax: 1 }),
  }),
};
