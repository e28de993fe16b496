export declare const APT_IN_TURN: readonly [program: string, ...parameters: string[]];
