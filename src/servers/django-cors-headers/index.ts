import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import { canBeMet } from '../kit/can-be-met.ts';
import { lazyRemedy } from '../kit/lazy-remedy.ts';
import { credentialsSnippets } from '../kit/page-credentials.ts';
import { djangoPytest } from '../kit/regression-test/django-pytest.ts';
import type { Application, Restart, Stack } from '../kit/stack.ts';
import { cautionsOn } from './cautions.ts';
import { infer } from './infer.ts';
import { CORSHEADERS_SETTINGS, detect } from './marks.ts';
import { djangoModel } from './model.ts';
import { notesOn } from './notes.ts';
import { type Proposal, projectWith, proposeAtEnd, proposeInPlace } from './propose.ts';
import { renderAtEnd, renderInstall } from './render.ts';
import { renderInPlace } from './render-in-place.ts';

const RESTART: Restart = {
  text: say`Save the file: ${code('runserver')} then restarts itself. Restart gunicorn, uWSGI or a
    container yourself.`.fr`Enregistrez le fichier : ${code('runserver')} redémarre alors tout seul.
    Redémarrez vous-même gunicorn, uWSGI ou un conteneur.`,
  command: null,
};

/** Django with django-cors-headers, 3.x and 4.x. */
export const djangoCorsHeaders: Stack = {
  id: 'django-cors-headers',
  label: 'Django · django-cors-headers',
  kind: 'code',
  docs: CORSHEADERS_SETTINGS,
  basis: 'measured',
  detect,
  remedy: (requirement, seenServer) => {
    if (!canBeMet(requirement)) return null;
    const present = infer(requirement, seenServer);
    const proposal = proposeInPlace(requirement, present);
    const atEnd = proposeAtEnd(requirement, present);
    const answering = (change: Proposal): Application => {
      const project = projectWith(change, present, (request) =>
        applicationAnswer(seenServer, request),
      );
      return (request) => djangoModel(project, request);
    };
    return lazyRemedy({
      install: renderInstall(proposal, present),
      snippets: renderInPlace(proposal, present),
      pasteAtEnd: {
        snippets: [renderAtEnd(atEnd, present, requirement.refused !== undefined)],
        answer: answering(atEnd),
      },
      restart: RESTART,
      notes: () => notesOn(requirement, present, proposal),
      cautions: () => cautionsOn(requirement, present, proposal),
      client: () => credentialsSnippets(requirement),
      test: () => djangoPytest(requirement),
      // What else a list holds stays as it is: the edit neither adds nor names it.
      answer: answering({ ...proposal, origins: proposal.origins ?? requirement.origins }),
    });
  },
};
