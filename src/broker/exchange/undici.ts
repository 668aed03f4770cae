// What we use of undici, as an ES module: the bundler can then load it, and only when an exchange is asked.
export { EnvHttpProxyAgent } from 'undici';
