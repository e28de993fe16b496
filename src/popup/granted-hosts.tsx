import { type ReactNode, useEffect, useState } from 'react';
import type { ViewEnvironment } from '../ui/environment.ts';
import { useEnvironment } from '../ui/environment-context.ts';
import { Icon } from '../ui/icons.tsx';

/** What the user has granted, each with the way to take it back; nothing where nothing is. */
export function GrantedHosts(): ReactNode {
  const environment = useEnvironment();
  const hosts = useGrantedHosts(environment);
  if (hosts.length === 0) return null;
  return (
    <section className="granted" aria-label="Granted hosts" data-testid="granted-hosts">
      <span className="granted-label">You have granted</span>
      {hosts.map((host) => (
        <span key={host} className="granted-host">
          {host === '*' ? 'all sites' : host}
          <button
            type="button"
            className="button button-icon"
            aria-label={`Stop watching ${host === '*' ? 'all sites' : host}`}
            title="Stop watching"
            onClick={() => void environment.stopWatching(host)}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </section>
  );
}

function useGrantedHosts(environment: ViewEnvironment): readonly string[] {
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
