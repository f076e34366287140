import type { Edit, Fix } from './diagnostic.ts';

/** An edit, with the text that it takes the place of. */
export type Change = Edit & { readonly was: string };

/** A fix that says what it does. */
export const fixOf = (safety: Fix['safety'], changes: readonly Change[]): Fix => ({
  safety,
  edits: changes.map(({ place, text }) => ({ place, text })),
  says:
    changes.length > most
      ? `${said(changes[0] as Change)} And so on, in ${changes.length} places.`
      : changes.map(said).join(' '),
});

/** Of more changes one is said, and how many there are. */
const most = 3;

const said = ({ text, was }: Change): string => {
  if (text.trim() === '' && was.trim() === '') return 'Join the lines.';
  if (text.trim() === '') return `Take out ${quoted(was)}.`;
  return was.trim() === ''
    ? `Insert ${quoted(text.replace(/^, (?=.)/, ''))}.`
    : `Write ${quoted(text)} instead of ${quoted(was)}.`;
};

/** On one line, and short. */
const quoted = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return `\`${line.length > 60 ? `${line.slice(0, 57)}...` : line}\``;
};
