import { asText, isWritten } from './cogx.ts';
import { assigned, type Entry, type Found, passageOf, rewritten, type TextLine } from './passage.ts';

const flag = /^(?:.*[ \t])?--([A-Za-z][\w-]*)(?:(?:=|[ \t]+)("[^"]*"|'[^']*'|[^\s\\-][^\s\\]*|-[\d.][^\s\\]*))?/;
/** A block or a value may have such a name: `deepspeed { … }`, and a block has perhaps a label. */
const command = /^(?:accelerate|torchrun|deepspeed|python3?|srun|sbatch|bash|pip)[ \t]+(?![\w.-]*[ \t]*[{=:])\S/;
const exported = /^export[ \t]+([A-Za-z_]\w*)=(.*)$/;

/** A command line with its flags, or lines of a shell script. */
export const shellAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  const next = endOf(lines, index);
  if (next === index) return undefined;
  const run = lines.slice(index, next);
  const [, variable, value = ''] = exported.exec(run[0]?.written ?? '') ?? [];
  if (variable !== undefined) {
    const quoted = value.startsWith('"') ? value : JSON.stringify(value.replace(/^'|'$/g, ''));
    const help = `Write \`environment { ${assigned({ name: variable, value: quoted })} }\`.`;
    return passageOf(lines, [index, next], { language: 'a shell script', help });
  }
  const said = run.map(entryOf).find((each) => each !== undefined);
  return passageOf(lines, [index, next], {
    language: 'a command line',
    help: said
      ? `Write its flags as words in their blocks, such as \`${assigned(said)}\`.`
      : 'Write names and values: `name = value`.',
    entry: said,
    mend: rewritten(run, 'unsafe', (line) => {
      const one = line.written.startsWith('--') && !/[ \t]--/.test(line.written) ? entryOf(line) : undefined;
      return one && `${one.name} = ${one.value}`;
    }),
  });
};

const endOf = (lines: readonly TextLine[], index: number): number => {
  let at = index;
  for (let goesOn = false; at < lines.length; at += 1) {
    const { written } = lines[at] as TextLine;
    const isExport = exported.test(written) && (at === index || exported.test(lines[index]?.written ?? ''));
    if (!goesOn && !/^--[A-Za-z]/.test(written) && !command.test(written) && !isExport) break;
    goesOn = written.endsWith('\\');
  }
  return at;
};

const entryOf = ({ written }: TextLine): Entry | undefined => {
  const [, name, value] = flag.exec(written) ?? [];
  if (name === undefined) return undefined;
  const own = value === undefined ? 'true' : asText(value);
  return own !== undefined && isWritten(own) ? { name: name.replaceAll('-', '_'), value: own } : undefined;
};
