import { prose } from '../../model/prose.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import { canBeMet } from '../kit/can-be-met.ts';
import { credentialsSnippets } from '../kit/page-credentials.ts';
import { djangoPytest } from '../kit/regression-test/django-pytest.ts';
import type { Restart, Stack } from '../kit/stack.ts';
import { cautionsOn } from './cautions.ts';
import { infer } from './infer.ts';
import { CORSHEADERS_SETTINGS, detect } from './marks.ts';
import { djangoModel } from './model.ts';
import { notesOn } from './notes.ts';
import { projectWith, propose } from './propose.ts';
import { renderInstall, renderSettings } from './render.ts';

const RESTART: Restart = {
  text: prose`Restart the server. It reads its settings only when it starts.`,
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
    const proposal = propose(requirement, present);
    const project = projectWith(proposal, present, (request) =>
      applicationAnswer(seenServer, request),
    );
    return {
      install: renderInstall(proposal, present),
      snippets: [renderSettings(proposal, present)],
      pasteAtEnd: null,
      restart: RESTART,
      notes: notesOn(requirement, present, proposal),
      cautions: cautionsOn(requirement, present, proposal),
      client: credentialsSnippets(requirement),
      test: djangoPytest(requirement),
      answer: (request) => djangoModel(project, request),
    };
  },
};
