import type { Command } from './command.ts';

/** A command is loaded when it is asked for, so that help and errors start at once. */
type Entry = { readonly says: string; readonly load: () => Promise<Command> };

/** Every command, in the order of a first encounter. */
export const commands: Readonly<Record<string, Entry>> = {
  init: { says: 'write a first pipeline for a folder of videos', load: async () => (await import('./init.ts')).init },
  scan: { says: 'look at the clips, write the inventory', load: async () => (await import('./scan.ts')).scan },
  check: { says: 'find what would fail, with place and way out', load: async () => (await import('./check.ts')).check },
  plan: { says: 'what a run will need, take and cost', load: async () => (await import('./plan.ts')).plan },
  fmt: { says: 'write files as all .cogx files are written', load: async () => (await import('./fmt.ts')).fmt },
  explain: { says: 'the page of a finding', load: async () => (await import('./explain.ts')).explain },
  compile: { says: 'write the scripts and configurations', load: async () => (await import('./compile.ts')).compile },
  diff: { says: 'what changes between two pipelines or revisions', load: async () => (await import('./diff.ts')).diff },
  why: { says: 'what made a line of an output', load: async () => (await import('./why.ts')).why },
  run: { says: 'scan, check, compile and run on this machine', load: async () => (await import('./run.ts')).run },
};
