import { parseArgs } from 'node:util';
import { nearest } from '../diagnostics/suggest.ts';
import { type Command, exit, type Given, isOfTheSystem, misused, say, tell } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, help } from './help.ts';
import { version } from './version.ts';

/** Runs one command line and gives its exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined) {
    tell(help());
    return exit.usage;
  }
  if (['--help', '-h', 'help'].includes(name)) return askedForHelp(rest[0]);
  if (['--version', '-V', 'version'].includes(name)) {
    say(`cogx ${version}`);
    return exit.fine;
  }
  const entry = commands[name];
  if (!entry) return misused(`cogx has no command ${name}.${didYouMean(name, Object.keys(commands))}`);
  const command = await entry.load();
  const given = read(name, command, rest);
  if (typeof given === 'string') {
    await command.refused?.(given, rest);
    return misused(given, name);
  }
  if (given.on('help')) {
    say(commandHelp(name, entry.says, command));
    return exit.fine;
  }
  return command.run(given);
};

const askedForHelp = async (name: string | undefined): Promise<number> => {
  if (name === undefined) {
    say(help());
    return exit.fine;
  }
  return main([name, '--help']);
};

const didYouMean = (word: string, words: readonly string[]): string => {
  const near = nearest(word, words);
  return near === undefined ? '' : ` Did you mean ${near}?`;
};

/** What was typed, or what is wrong with it. */
const read = (name: string, command: Command, words: readonly string[]): Given | string => {
  const flags = { ...command.flags, help: { says: 'Show this.', short: 'h' } };
  const options = Object.fromEntries(
    Object.entries(flags).map(([flag, { value, short }]: [string, Command['flags'][string]]) => [
      flag,
      { type: value ? ('string' as const) : ('boolean' as const), multiple: true, ...(short ? { short } : {}) },
    ]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const wrong = wrongFlag(name, flags, token);
    if (wrong) return wrong;
  }
  const all = values as Record<string, (string | boolean)[] | undefined>;
  const given: Given = {
    words: positionals,
    on: (flag) => all[flag] !== undefined,
    text: (flag) => all[flag]?.at(-1) as string | undefined,
    texts: (flag) => (all[flag] ?? []) as string[],
  };
  return given.on('help') ? given : (wrongCount(name, command, positionals) ?? given);
};

type Token = { readonly name: string; readonly rawName: string; readonly value?: string | undefined };

const wrongFlag = (name: string, flags: Command['flags'], token: Token): string | undefined => {
  const flag = flags[token.name];
  const value = token.value;
  if (!flag) {
    const known = Object.keys(flags).map((each) => `--${each}`);
    return `${name} has no flag ${token.rawName}.${didYouMean(token.rawName, known)}`;
  }
  if (flag.value === undefined && value !== undefined)
    return `${token.rawName} is on or off and takes no value.${flags[value] ? ` Write ${token.rawName} --${value}.` : ''}`;
  if (flag.value !== undefined && value === undefined) return `${token.rawName} needs a value: ${flag.value}.`;
  if (flag.oneOf && value !== undefined && !flag.oneOf.includes(value))
    return `${token.rawName} takes ${flag.oneOf.join(', ')}, not ${value}.${didYouMean(value, flag.oneOf)}`;
  return undefined;
};

const wrongCount = (name: string, { words: [least, most], usage }: Command, words: readonly string[]) => {
  if (words.length < least) return `${name} needs ${usage}.`;
  if (words.length > most) return `${name} takes ${usage}; ${words[most]} is one word too many.`;
  return undefined;
};

/** Any other throw is a bug of cogx, whatever the author wrote. */
const orBug = async (argv: readonly string[]): Promise<number> => {
  try {
    return await main(argv);
  } catch (problem) {
    if (isOfTheSystem(problem)) {
      tell(`error: ${problem.message}`);
      return exit.failed;
    }
    tell(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
    tell(`\nThis is a bug of cogx ${version}, not of your file. Report it with the text above and the command:`);
    tell(`  cogx ${argv.join(' ')}\nto the issues of the repository that cogx came from.`);
    return exit.bug;
  }
};

orBug(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
