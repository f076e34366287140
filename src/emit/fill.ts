import type { Job } from './job.ts';

/** The text of a template with a view's values in its holes. */
export const fill = ({ templates }: Pick<Job, 'templates'>, name: string, view: object): string => {
  const template = templates[name];
  if (!template) throw new Error(`there is no template ${name}`);
  return template(view);
};
