import type { Database } from '../domain/database.ts';
import { number } from '../domain/database.ts';
import { policy } from './policy.ts';

/** API6:2023, unrestricted access to sensitive business flows: how often, and who gets there first? */
export const flowPolicies = {
  'slot-hoarding': policy<(heldReservations: number) => boolean>({
    weak: () => true,
    fixed: (heldReservations) => heldReservations === 0,
  }),
  /** Takes a place in a slot; `confirm` is the wait for the partner's confirmation. */
  'slot-oversell-race': policy<
    (db: Database, slotId: number, confirm: () => Promise<void>) => Promise<boolean>
  >({
    weak: async (db, slotId, confirm) => {
      const slot = db.one('SELECT capacity, taken FROM slots WHERE id = ?', slotId);
      if (!slot || number(slot, 'taken') >= number(slot, 'capacity')) return false;
      await confirm();
      return db.run('UPDATE slots SET taken = taken + 1 WHERE id = ?', slotId) === 1;
    },
    fixed: async (db, slotId, confirm) => {
      const took =
        db.run('UPDATE slots SET taken = taken + 1 WHERE id = ? AND taken < capacity', slotId) === 1;
      if (took) await confirm();
      return took;
    },
  }),
  /** Spends a voucher; answers its value in cents, or 0 when it is not good. */
  'voucher-reuse': policy<(db: Database, code: string, today: string, patientId: string) => number>({
    weak: (db, code, today) => {
      const voucher = db.one(
        'SELECT valueCents FROM vouchers WHERE code = ? AND expiresOn >= ?',
        code,
        today,
      );
      return voucher ? number(voucher, 'valueCents') : 0;
    },
    fixed: (db, code, today, patientId) => {
      const spent = db.run(
        'UPDATE vouchers SET spentOn = ?, spentBy = ? WHERE code = ? AND expiresOn >= ? AND spentOn IS NULL',
        today,
        patientId,
        code,
        today,
      );
      const voucher =
        spent === 1 ? db.one('SELECT valueCents FROM vouchers WHERE code = ?', code) : undefined;
      return voucher ? number(voucher, 'valueCents') : 0;
    },
  }),
};
