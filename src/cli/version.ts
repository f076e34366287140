import about from '../../package.json' with { type: 'json' };

/** The compiler's version, as package.json has it; the bundle carries it. */
export const { version } = about;
