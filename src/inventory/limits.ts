/** Bounds of the inventory; each has a counter for what it turned away. */
export interface InventoryLimits {
  /** Concrete paths with a method whose counters are kept; the longest unseen go first, those with weak evidence before others. */
  readonly tracksMax: number;
  /** Unrouted paths kept apart; the longest unseen go first. */
  readonly candidatesMax: number;
  /** Exchange forms whose operations are remembered for reassignment; the oldest go first. */
  readonly formsMax: number;
  /** Forms remembered for one path and method. */
  readonly formsPerTrackMax: number;
  /** Actors; anonymous ones go first, then the longest unseen. */
  readonly actorsMax: number;
  /** Actors remembered for one path and method; more are only counted. */
  readonly edgesPerTrackMax: number;
  /** Literal values with counters of their own in one folded place; more share one. */
  readonly valuesPerFoldMax: number;
  /** Shapes kept for one body (status and media type); more are merged. */
  readonly shapesPerBodyMax: number;
  /** Bodies (status and media type) of one path and method. */
  readonly bodiesPerTrackMax: number;
  /** Parameters of one path and method. */
  readonly parametersPerTrackMax: number;
  /** Longest path and most segments that are looked at; a longer one is counted as unrouted. */
  readonly pathCharsMax: number;
  readonly segmentsMax: number;
}

/** Bounds that fit 600 MB of memory with a wide margin. */
export const defaultLimits: InventoryLimits = {
  tracksMax: 20_000,
  candidatesMax: 4_000,
  formsMax: 100_000,
  formsPerTrackMax: 512,
  actorsMax: 50_000,
  edgesPerTrackMax: 1_000,
  valuesPerFoldMax: 48,
  shapesPerBodyMax: 24,
  bodiesPerTrackMax: 24,
  parametersPerTrackMax: 64,
  pathCharsMax: 2_048,
  segmentsMax: 32,
};
