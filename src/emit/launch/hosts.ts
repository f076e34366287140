import type { Plan } from '../../plan/pipeline.ts';
import { sh } from '../shell.ts';

/** The line that starts the training on each host, for the README; empty where one machine or a queue does it. */
export const hostLines = ({ cluster: { launch, nodes }, pass_env }: Plan): string => {
  if (launch.kind === 'slurm' || nodes === 1) return '';
  const hosts = launch.kind === 'ssh' ? launch.hosts : Array.from({ length: nodes }, (_, rank) => `HOST${rank}`);
  const user = launch.kind === 'ssh' && launch.user !== null ? `${launch.user}@` : '';
  const port = launch.kind === 'ssh' ? launch.port : 29500;
  // By name alone: a value on the command line is for everybody to see there. The hosts' AcceptEnv must name them too.
  const pass = pass_env.map((name) => `-o SendEnv=${name} `).join('');
  return hosts
    .map(
      (host, rank) => `ssh ${pass}${sh(`${user}${host}`)} "${remote({ rank, nodes, port, main: hosts[0] ?? host })}"`,
    )
    .join('\n');
};

type Node = { readonly rank: number; readonly nodes: number; readonly port: number; readonly main: string };

/** What runs there: in the same folder, with the same environment. */
const remote = ({ rank, nodes, port, main }: Node): string =>
  `cd '$PWD' && COGX_PYTHON=.venv/bin/python NNODES=${nodes} NODE_RANK=${rank} MASTER_ADDR=${sh(main)} MASTER_PORT=${port} bash '$out/launch.sh'`;
