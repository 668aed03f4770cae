// What we use of undici, as an ES module: the bundler can then load it, and only when the network is needed.
export { EnvHttpProxyAgent } from 'undici';
