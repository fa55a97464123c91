import type { Scenario } from '../driver/scenario.ts';
import users from './users.ts';

/** Every scenario, the default first. */
export const scenarios: readonly Scenario[] = [users];
