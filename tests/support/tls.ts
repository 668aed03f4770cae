import path from 'node:path';

/**
 * A certificate of nobody, for the host localhost, signed by itself, valid from 2020 to 2120; and its key, which is no
 * secret.
 */
export const certificateFile = path.resolve('tests/support/tls/certificate.pem');
export const keyFile = path.resolve('tests/support/tls/key.pem');
