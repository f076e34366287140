import type { Command, Flag } from './command.ts';
import { commands } from './commands.ts';

/** What `cogx --help` shows. */
export const help = (): string => {
  const lines = Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(10)} ${says}`);
  return [
    'cogx compiles one .cogx file into the scripts and configurations that fine-tune a video diffusion model.',
    '',
    'usage: cogx COMMAND …',
    '',
    ...lines,
    '',
    '`cogx COMMAND --help` says more of each. Exit codes: 0 fine, 1 errors or a failed stage, 2 wrong usage,',
    '3 a difference that --check or diff found, 4 a bug of cogx.',
  ].join('\n');
};

/** What `cogx NAME --help` shows. */
export const commandHelp = (name: string, says: string, { usage, about, flags }: Command): string => {
  const rows = Object.entries({ ...flags, help: { says: 'Show this.', short: 'h' } as Flag }).map(
    ([flag, { short, value, says }]) =>
      [`${short ? `-${short}, ` : '    '}--${flag}${value ? ` ${value}` : ''}`, says] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    `cogx ${name}: ${says}`,
    '',
    `usage: cogx ${name} ${usage}`,
    '',
    about,
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`),
  ].join('\n');
};
