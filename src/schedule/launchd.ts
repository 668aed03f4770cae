import { describeTimes, environmentOf, type Job, type ScheduleFile, wordsOf } from './job.js';

const PATH = '~/Library/LaunchAgents/crypto-bot.plist';

/** A launch agent of macOS: launchd.plist(5). */
export function renderLaunchd(job: Job): readonly ScheduleFile[] {
  const { program, oncePer, minute } = job;
  const times =
    oncePer === 'minute'
      ? ['  <key>StartInterval</key>', '  <integer>60</integer>']
      : [
          '  <key>StartCalendarInterval</key>',
          '  <dict>',
          '    <key>Minute</key>',
          `    <integer>${minute}</integer>`,
          '  </dict>',
        ];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<!-- ${describeTimes(job)}`,
    `     Save it as ${PATH}, then: launchctl bootstrap gui/$(id -u) ${PATH} -->`,
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    '  <string>crypto-bot</string>',
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...[program, ...wordsOf(job)].map((word) => `    <string>${escapeXml(word)}</string>`),
    '  </array>',
    '  <key>EnvironmentVariables</key>',
    '  <dict>',
    ...environmentOf(job).flatMap(([name, value]) => [
      `    <key>${escapeXml(name)}</key>`,
      `    <string>${escapeXml(value)}</string>`,
    ]),
    '  </dict>',
    ...times,
    '</dict>',
    '</plist>',
    '',
  ];
  return [{ path: PATH, text: lines.join('\n') }];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
