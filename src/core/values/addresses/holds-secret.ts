import { postgresqlUrl } from './postgresql-url.js';
import { secretsOfUrl, serviceUrl } from './service-url.js';

/** Whether an address has a password, or is one of a service and has a user or parameters. A service's may lack its scheme. */
export function holdsSecret(text: string): boolean {
  const database = postgresqlUrl.parse(text);
  if (database) return database.password !== undefined;
  const service = serviceUrl.parse(text.includes('://') ? text : `http://${text}`);
  return service !== undefined && secretsOfUrl(service).length > 0;
}
