import { type Checked, type CheckInput, check } from './check.ts';
import { emit } from './emit/emit.ts';
import type { Templates } from './emit/holes.ts';
import type { Job } from './emit/job.ts';
import { hashOf, manifest, type Sha256 } from './emit/manifest.ts';
import type { Output } from './emit/output.ts';
import { command } from './emit/shell.ts';

export type CompileInput = Omit<CheckInput, 'compiles'> & {
  /** The file that `clips` reads, for the manifest. */
  readonly inventory?: { readonly path: string; readonly sha256: string };
};

export type Tools = {
  readonly templates: Templates;
  readonly sha256: () => Sha256;
  /** Keeps a long text that is walked through, so that it need not be made a second time; absent where it shall be. */
  readonly keep?: (text: Iterable<string>) => Iterable<string>;
  /** The compiler's. */
  readonly version: string;
};

export type Compiled = Checked & {
  /** Empty where there is an error. */
  readonly outputs: readonly Output[];
};

/** text + facts + templates -> outputs, or the reasons why not. The same input gives the same bytes. */
export const compile = (input: CompileInput, tools: Tools): Compiled => {
  const { checked, job } = jobOf(input, tools);
  if (!job) return { ...checked, outputs: [] };
  const outputs = [...emit(job)].map((output) => kept(output, tools));
  return { ...checked, outputs: [...outputs, manifestOf({ job, input, checked }, outputs, tools)] };
};

const kept = (output: Output, { keep }: Tools): Output =>
  typeof output.text === 'string' || !keep ? output : { ...output, text: keep(output.text) };

/** What the emitters get; none where there is an error. */
export const jobOf = (input: CompileInput, tools: Tools): { readonly checked: Checked; readonly job?: Job } => {
  const checked = check({ ...input, compiles: true });
  const { schedule, diagnostics } = checked;
  if (schedule === null || diagnostics.some(({ severity }) => severity === 'error')) return { checked };
  const job: Job = {
    plan: checked.plan,
    written: checked.written,
    source: baseName(input.file),
    command: commandOf(input),
    version: tools.version,
    schedule,
    clips: input.clips,
    survey: checked.survey,
    origins: relative(checked.origins, input.file),
    docs: checked.docs,
    templates: tools.templates,
    sha256: tools.sha256,
  };
  return { checked, job };
};

const baseName = (file: string): string => file.split('/').at(-1) ?? file;

/** As it would be typed in the folder of the file: outputs name no place of the machine. */
const commandOf = ({ file, profiles = [], set = [] }: CompileInput): string =>
  command([
    ...['cogx', 'compile', baseName(file)],
    ...profiles.flatMap((name) => ['--profile', name]),
    ...set.flatMap((setting) => ['--set', setting]),
  ]);

/** Where values come from, told from the folder of the file. */
const relative = (origins: Checked['origins'], file: string): Map<string, string> =>
  new Map(
    [...origins].map(([path, origin]) => [
      path,
      origin.startsWith(`${file}:`) ? `${baseName(file)}${origin.slice(file.length)}` : origin,
    ]),
  );

type Made = { readonly job: Job; readonly input: CompileInput; readonly checked: Checked };

const manifestOf = ({ job, input, checked }: Made, outputs: readonly Output[], { sha256 }: Tools): Output => {
  const texts = [...checked.sources].filter(([file]) => !file.startsWith('--set '));
  const inputs = texts.map(([file, text]) => [file === input.file ? job.source : file, hashOf(text, sha256)]);
  if (input.inventory) inputs.push([input.inventory.path, input.inventory.sha256]);
  return manifest({
    cogx: job.version,
    source: job.source,
    command: job.command,
    profiles: input.profiles ?? [],
    set: input.set ?? [],
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs.map(({ path, text }) => [path, hashOf(text, sha256)])),
  });
};
