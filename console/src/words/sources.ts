import type { EvidenceSource } from '../api/types.ts';

/** The four sources of evidence, always in this order. */
export const sources: readonly EvidenceSource[] = ['code', 'contract', 'traffic', 'outside'];
