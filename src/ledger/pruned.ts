/** The name of the ledger's setting: the UTC day before which decisions were deleted. One that was not pruned has none. */
export const PRUNED_BEFORE = 'pruned_before';
