import { applicationAnswer } from '../kit/application-answer.ts';
import { canBeMet } from '../kit/can-be-met.ts';
import { credentialsSnippets } from '../kit/page-credentials.ts';
import { djangoPytest } from '../kit/regression-test/django-pytest.ts';
import type { Stack } from '../kit/stack.ts';
import { cautionsOn } from './cautions.ts';
import { infer } from './infer.ts';
import { CORSHEADERS_SETTINGS, detect } from './marks.ts';
import { djangoModel } from './model.ts';
import { notesOn } from './notes.ts';
import { projectWith, propose } from './propose.ts';
import { renderInstall, renderSettings } from './render.ts';

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
    const install = renderInstall(proposal, present);
    const project = projectWith(proposal, present, (request) =>
      applicationAnswer(seenServer, request),
    );
    return {
      snippets: [renderSettings(proposal, present), ...(install === null ? [] : [install])],
      notes: notesOn(requirement, present, proposal),
      cautions: cautionsOn(requirement, present, proposal),
      client: credentialsSnippets(requirement),
      test: djangoPytest(requirement),
      answer: (request) => djangoModel(project, request),
    };
  },
};
