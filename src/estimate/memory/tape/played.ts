import { type CodePath, type Simulated, simulate } from './simulate.ts';

const known = new Map<string, Simulated>();

/** Plays a code path once, however often it is asked for: several rules read the same memory. A part of its own: most checks need none. */
export const played = (path: CodePath): Simulated => {
  const key = JSON.stringify({ ...path, model: path.model.weights });
  const earlier = known.get(key);
  if (earlier) return earlier;
  if (known.size > 50) known.clear();
  const simulated = simulate(path);
  known.set(key, simulated);
  return simulated;
};
