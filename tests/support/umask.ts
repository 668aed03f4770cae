/** Some tests run programs as another account, which must be able to read what they are given, whatever umask npm test has. */
process.umask(0o022);
