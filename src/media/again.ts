import type { Plan } from '../plan/pipeline.ts';
import type { Clip } from './inventory.ts';
import { keyOf, type Seen, seen } from './same.ts';

/** The dataset in which a clip was seen before, under the same policy and with the same caption. */
export type Again = (clip: Clip) => string | undefined;

export const knowing = ({ dataset }: Plan, names: readonly string[]): Again => {
  const byPolicy = new Map<string, Seen>();
  const sets = new Map<string, { readonly known: Seen; readonly number: number }>();
  names.forEach((name, number) => {
    const policy = JSON.stringify(dataset[name]?.frames);
    const known = byPolicy.get(policy) ?? seen();
    byPolicy.set(policy, known);
    sets.set(name, { known, number });
  });
  return ({ dataset: name, fingerprint, captions }) => {
    const set = sets.get(name);
    const first = set?.known.before(keyOf(fingerprint, captions[0]?.text ?? ''), set.number);
    return first === undefined ? undefined : names[first];
  };
};
