import fc from 'fast-check';

/**
 * Properties run on the same values every time, so that a failing test fails for everybody. Other
 * values: `FAST_CHECK_SEED=random npm run unit`, or a number.
 */
const wanted = process.env['FAST_CHECK_SEED'] ?? '20261120';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
