import { useCallback } from 'react';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { Notes } from '../model/notes.ts';
import type { ViewState } from './state.ts';

/** Diagnoses a row again, with what the user did and said about it. */
export type NotedDiagnosis = (endpoint: Endpoint) => Diagnosis;

/** A function that does so for the rows of a view. */
export function useNotedDiagnosis({ browser, exchanges }: ViewState, notes: Notes): NotedDiagnosis {
  return useCallback(
    ({ shown }) => diagnose(shown.exchange, { browser, exchanges, notes }),
    [browser, exchanges, notes],
  );
}
