import { useEffect, useState } from 'react';
import type { ViewEnvironment } from './environment.ts';

/** Stands for every host, in a list of granted ones. */
export const ALL_HOSTS = '*';

/** The hosts that the user has granted besides the manifest's, live. */
export function useGrantedHosts(environment: ViewEnvironment): readonly string[] {
  const [hosts, setHosts] = useState<readonly string[]>([]);
  useEffect(() => {
    const look = (): void => {
      environment.grantedHosts().then(setHosts, () => setHosts([]));
    };
    look();
    return environment.onPermissionsChanged(look);
  }, [environment]);
  return hosts;
}
