import type { Plan } from '../../plan/pipeline.ts';
import { sh } from '../shell.ts';

/** What the jobs find in their environment. */
export const environmentOf = (plan: Plan) => ({
  sets_environment: environmentLines(plan) !== '',
  environment_lines: environmentLines(plan),
  passes_environment: plan.pass_env.length > 0,
  pass_lines: passLines(plan),
});

/** `export NCCL_DEBUG=INFO`, a line for each variable that the file sets. */
export const environmentLines = ({ environment, cluster: { launch } }: Plan): string => {
  const python = launch.kind === 'slurm' && launch.python !== null ? { COGX_PYTHON: launch.python } : {};
  return Object.entries({ ...python, ...environment })
    .map(([name, value]) => `${value.includes('$') ? asIs : ''}export ${name}=${sh(value)}`)
    .join('\n');
};

const asIs = '# shellcheck disable=SC2016 # the dollar is a letter\n';

/** Each name that is passed on ends the job at once, by name, where it is not set. */
const passLines = ({ pass_env: names }: Plan): string =>
  names.map((name) => `: "\${${name}:?is not set here, and pass_env of the pipeline names it}"`).join('\n');
