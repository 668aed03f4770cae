/** What a user can be told of. */
export type EventName = 'purchase' | 'problem' | 'silence';
