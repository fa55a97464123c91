import type { Gravity } from '../marks/Sign.tsx';

/** How grave a risk of 0 to 100 is. */
export const riskGravity = (risk: number): Gravity =>
  risk >= 75 ? 'critical' : risk >= 50 ? 'high' : risk >= 30 ? 'medium' : risk >= 10 ? 'low' : 'info';
