import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { version } from '../../src/runtime/version.js';

describe('the Dockerfile', () => {
  const dockerfile = readFileSync('deploy/docker/Dockerfile', 'utf8');
  const instructions = dockerfile
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));

  it('has nothing that a linter finds fault with', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it('builds in a stage of its own, and runs as another user than root, with run as its command', () => {
    const stages = instructions.filter((line) => line.startsWith('FROM '));
    expect(stages).toEqual(['FROM node:22-bookworm-slim AS build', 'FROM node:22-bookworm-slim']);
    expect(instructions.slice(-4)).toEqual([
      'VOLUME /data',
      'USER node',
      'ENTRYPOINT ["crypto-bot"]',
      'CMD ["run", "--once-per", "hour"]',
    ]);
    expect(dockerfile).toContain(`--tag crypto-bot:${version} .`);
  });

  it('copies nothing that was built, installed or kept on this machine', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    const kept = readFileSync('.gitignore', 'utf8').split('\n').filter(Boolean);
    for (const name of ['.git', ...kept]) expect(ignored).toContain(name.replace(/\/$/, ''));
  });
});

describe('the CronJob of Kubernetes', () => {
  const { spec, ...job } = parse(readFileSync('deploy/kubernetes/cronjob.yaml', 'utf8'));
  const pod = spec.jobTemplate.spec.template.spec;

  it('runs one tick an hour, and never two at once', () => {
    expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'CronJob' });
    expect(spec).toMatchObject({ schedule: '15 * * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
    expect(spec.jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(120 + 10);
    expect(pod.restartPolicy).toBe('Never');
    const [container] = pod.containers;
    expect(container.args).toEqual(['run', '--once-per', 'hour', '--quiet']);
    expect(container.image).toBe(`crypto-bot:${version}`);
  });

  it('may do nothing that a tick does not need', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.containers[0].envFrom).toEqual([{ secretRef: { name: 'crypto-bot' } }]);
  });
});
