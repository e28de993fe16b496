import type { ReactNode } from 'react';
import { IconButton } from '../ui/buttons.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import { ALL_HOSTS, useGrantedHosts } from '../ui/granted-hosts.ts';

/** The hosts that the user has granted, each with a button to revoke it. Nothing without any. */
export function GrantedHosts(): ReactNode {
  const environment = useEnvironment();
  const hosts = useGrantedHosts(environment);
  if (hosts.length === 0) return null;
  return (
    <section className="granted" aria-label="Sites that you allowed" data-testid="granted-hosts">
      <span className="granted-label">You allowed</span>
      {hosts.map((host) => (
        <span key={host} className="granted-host">
          {nameOf(host)}
          <IconButton
            icon="close"
            label={`Stop watching ${nameOf(host)}`}
            onClick={() => void environment.stopWatching(host)}
          />
        </span>
      ))}
    </section>
  );
}

const nameOf = (host: string): string => (host === ALL_HOSTS ? 'all sites' : host);
