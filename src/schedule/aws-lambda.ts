import { describeTimes, type Job, type ScheduleFile, secretsOf } from './job.js';

/**
 * A template of AWS SAM: a function, its schedule (EventBridge Scheduler), and a queue for what failed. The function makes
 * the tick of the time that the schedule gives it, so that a second delivery makes no second tick.
 */
export function renderAwsLambda(job: Job): readonly ScheduleFile[] {
  const { oncePer, minute } = job;
  const environment = [
    ...secretsOf(job).map((name) => `${name}: "{{resolve:secretsmanager:crypto-bot:SecretString:${name}}}"`),
    `CRYPTO_BOT_ONCE_PER: ${oncePer}`,
    ...Object.entries(job.variables).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
  ];
  const text = `# ${describeTimes(job)}
#
# The secret "crypto-bot" of Secrets Manager is a JSON object with ${secretsOf(job).join(', ')}.
# "npm run pack:lambda" makes the zip; then: sam deploy --guided
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: "crypto-bot: accumulate crypto by rule"

Resources:
  Tick:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: crypto-bot-lambda.zip
      Handler: dist/lambda.handler
      Runtime: nodejs22.x
      Architectures: [arm64]
      MemorySize: 256
      Timeout: 180
      Environment:
        Variables:
${environment.map((line) => `          ${line}`).join('\n')}
      LoggingConfig:
        LogGroup: !Ref Log
      # A run that failed is tried again twice, and then kept in the queue.
      EventInvokeConfig:
        MaximumRetryAttempts: 2
        MaximumEventAgeInSeconds: 3000
      DeadLetterQueue:
        Type: SQS
        TargetArn: !GetAtt Failed.Arn
      Events:
        Schedule:
          Type: ScheduleV2
          Properties:
            ScheduleExpression: cron(${oncePer === 'minute' ? '*' : minute} * * * ? *)
            ScheduleExpressionTimezone: UTC
            Input: '{"time":"<aws.scheduler.scheduled-time>"}'
            RetryPolicy:
              MaximumRetryAttempts: 10
              MaximumEventAgeInSeconds: 3000
            DeadLetterConfig:
              Arn: !GetAtt Failed.Arn

  Failed:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600

  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 90
`;
  return [{ path: 'template.yaml', text }];
}
