/** What a user can be told of. */
export const eventNames = ['purchase', 'problem', 'silence', 'digest'] as const;
export type EventName = (typeof eventNames)[number];
