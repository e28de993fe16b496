import type { ReactNode } from 'react';
import { rowAmong } from '../diagnosis/row.ts';
import type { Exchange } from '../model/exchange.ts';
import { serializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { pictureOf } from '../picture/picture-of.ts';
import { PictureFigure } from './picture.tsx';

const PAGE = 'http://localhost:3000';
const URL = 'http://localhost:8000/api/orders';

/**
 * The most common surprise: the page is open under one name of this machine, and the server allows
 * the other.
 */
const EXAMPLE: Exchange = {
  id: 'example',
  tabId: 0,
  frameId: 0,
  documentId: 'example',
  initiator: serializedOrigin(PAGE),
  resourceType: 'xmlhttprequest',
  hops: [
    {
      url: URL,
      method: 'GET',
      at: 0,
      preflight: null,
      request: { method: 'GET', headers: [['Origin', PAGE]], at: 2 },
      response: {
        status: 200,
        headers: [['Access-Control-Allow-Origin', 'http://127.0.0.1:3000']],
        at: 31,
      },
      started: false,
      redirectedTo: null,
    },
  ],
  ending: { kind: 'error', error: 'net::ERR_FAILED', at: 32 },
};

const diagnosis = rowAmong(EXAMPLE, { browser: 'chromium', exchanges: [EXAMPLE] });
const picture = pictureOf(diagnosis);

/** An example, so that users know how to read a diagnosis before they need one. */
export function Example(): ReactNode {
  return (
    <section className="example" aria-label={phrase`Example`.fr`Exemple`} data-testid="example">
      <h3>{phrase`Each request is explained like this`.fr`Chaque requête est expliquée ainsi`}</h3>
      <PictureFigure
        picture={picture}
        name={phrase`Example: ${diagnosis.title}`.fr`Exemple : ${diagnosis.title}`}
      />
      <p className="quiet">
        {phrase`Next to it are the lines to paste into the server’s settings.`
          .fr`À côté se trouvent les lignes à coller dans les réglages du serveur.`}
      </p>
    </section>
  );
}
