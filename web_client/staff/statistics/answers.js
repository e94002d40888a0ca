// What the server answers of the online OPD's statistics, as types. Nothing here runs.

/** @typedef {"hour" | "day"} Step */
/** @typedef {"clinic" | "district" | "state"} Level */
/** @typedef {"state" | "district" | "hub" | "clinic" | "spoke" | "opd"} PlaceKind "opd" is an online clinic */
/** @typedef {{id: string, kind: PlaceKind, name: string}} Place */
/** @typedef {{waiting: number, doctors: number}} Present of this moment */
/** @typedef {"seen" | "no_shows" | "withdrawn" | "cancelled" | "drops"} CountName */
/**
 * Of the counts null is fewer than five, of all others too few to tell anything.
 * @typedef {Record<CountName, number | null> & {wait_median_minutes: number | null, wait_90_minutes: number | null,
 *   telephone_percent: number | null, language_met_percent: number | null, resumed_percent: number | null, broken_mean_seconds: number | null,
 *   estimate_expected_minutes: number | null, estimate_error_minutes: number | null, estimate_coverage_percent: number | null, per_doctor_hour: number | null}} Figures
 */
/** @typedef {{place: Place, present: Present | null, figures: Figures}} Row */
/** @typedef {{at: number, figures: Figures}} Point `at`: when its hour or day begins */
/** @typedef {{step: Step, until: number, present: Present | null, total: Figures, rows: readonly Row[], points: readonly Point[], places: readonly Place[]}} Statistics */
/** @typedef {{level: Level, place: string, first: string, last: string}} Wanted `first` and `last`: ISO dates in India */

export {};
