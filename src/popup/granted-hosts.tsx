import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import { ALL_HOSTS, useGrantedHosts } from '../ui/granted-hosts.ts';

/** The hosts that the user has granted, each with a button to revoke it. Nothing without any. */
export function GrantedHosts(): ReactNode {
  const environment = useEnvironment();
  const hosts = useGrantedHosts(environment);
  if (hosts.length === 0) return null;
  return (
    <section
      className="granted"
      aria-label={phrase`Sites that you allowed`.fr`Sites que vous avez autorisés`}
      data-testid="granted-hosts"
    >
      <span className="granted-label">{phrase`You allowed`.fr`Vous avez autorisé`}</span>
      {hosts.map((host) => (
        <span key={host} className="granted-host">
          {nameOf(host)}
          <IconButton
            icon="close"
            label={phrase`Stop watching ${nameOf(host)}`.fr`Ne plus surveiller ${nameOf(host)}`}
            onClick={() => void environment.stopWatching(host)}
          />
        </span>
      ))}
    </section>
  );
}

const nameOf = (host: string): string =>
  host === ALL_HOSTS ? phrase`all sites`.fr`tous les sites` : host;
