import { startRelay } from './relay.js';

export interface ForgetfulProxy {
  /** The same database through the proxy. */
  readonly url: string;
  /** How often it has run its SQL so far. */
  readonly times: () => number;
}

/**
 * A proxy in front of a PostgreSQL server that runs some SQL on a connection whenever no transaction is open there, as a
 * pooler may lend it to another client then. For one test.
 */
export async function startForgetfulProxy(serverUrl: string, sql: string): Promise<ForgetfulProxy> {
  const forget = queryMessage(sql);
  let times = 0;
  const url = await startRelay(serverUrl, ({ client, upstream, end }) => {
    client.on('data', (data) => upstream.write(data));
    let [rest, forgetting] = [Buffer.alloc(0), false];
    upstream.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      for (let size = messageSize(rest); size <= rest.length; size = messageSize(rest)) {
        const message = rest.subarray(0, size);
        rest = rest.subarray(size);
        const isIdle = message.toString('latin1') === 'Z\0\0\0\x05I';
        if (isIdle && !forgetting) {
          times += 1;
          upstream.write(forget);
        } else if (!forgetting || isIdle) client.write(message);
        else if (message.toString('latin1', 0, 1) === 'E') end();
        if (isIdle) forgetting = !forgetting;
      }
    });
  });
  return { url, times: () => times };
}

/** A letter, and the length of what follows it; infinite until both are there. */
function messageSize(bytes: Buffer): number {
  return bytes.length < 5 ? Number.POSITIVE_INFINITY : 1 + bytes.readUInt32BE(1);
}

function queryMessage(sql: string): Buffer {
  const head = Buffer.from('Q....');
  head.writeUInt32BE(Buffer.byteLength(sql) + 5, 1);
  return Buffer.concat([head, Buffer.from(`${sql}\0`)]);
}
