/** Comparing secrets without telling by time how much of them was right. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Are both texts the same? Takes as long for any pair of the same lengths. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
