import type { Clip } from './inventory.ts';

/** Looks at the clips of an inventory one by one, and says in the end what it has seen: so one pass serves all that want to know something. */
export type Looking<Seen> = { readonly look: (clip: Clip) => void; readonly seen: () => Seen };

export const seenBy = <Seen>({ look, seen }: Looking<Seen>, clips: Iterable<Clip>): Seen => {
  for (const clip of clips) look(clip);
  return seen();
};

/** Each clip is looked at before it goes on. */
export function* lookedAt(clips: Iterable<Clip>, look: (clip: Clip) => void): Iterable<Clip> {
  for (const clip of clips) {
    look(clip);
    yield clip;
  }
}
