/** What a user can be told of, by the names that `notify.on` has for it. */
export const eventNames = ['purchase', 'problem', 'silence', 'digest'] as const;
export type EventName = (typeof eventNames)[number];
