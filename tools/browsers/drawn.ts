/** Selects a view that is drawn: a loaded one still waits for its language, and listens to nothing. */
export const DRAWN = '#root > *';
