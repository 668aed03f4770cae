/** What can start a run over and over, by the names of `schedule --for`. */
export const targetNames = ['crontab', 'systemd', 'launchd', 'github-actions', 'aws-lambda', 'docker'] as const;
export type TargetName = (typeof targetNames)[number];
