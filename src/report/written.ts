import { kindAt } from '../plan/kind.ts';
import { parsePath } from '../plan/path.ts';
import { typeAt } from '../plan/structure.ts';

/** A value of the plan as it would be written in a file, as far as that is short: with the unit that its path has. */
export const written = (path: string, value: unknown): string => {
  if (value === null || value === undefined) return 'unsaid';
  if (typeof value === 'string') return /^[\w./:-]+$/.test(value) ? value : JSON.stringify(value);
  if (typeof value === 'number') return quantity(value, unitsAt(path));
  if (typeof value !== 'object') return String(value);
  const { steps, epochs, seconds, width, height } = value as Record<string, unknown>;
  if (width !== undefined) return `${width}x${height}`;
  const parts = [
    steps === undefined ? '' : `${steps} steps`,
    epochs === undefined ? '' : `${epochs} epochs`,
    seconds === undefined ? '' : lasting(Number(seconds)),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : JSON.stringify(value);
};

const unitsAt = (path: string): readonly string[] => {
  const parts = parsePath(path);
  const type = parts && typeAt(parts);
  return (type && kindAt(type)?.units) ?? [];
};

/** A plan holds seconds, GiB and shares of 1, whatever the file says. */
const quantity = (value: number, units: readonly string[]): string => {
  if (units.includes('min')) return lasting(value);
  if (units.includes('%')) return `${Number((value * 100).toPrecision(12))} %`;
  const unit = ['fps', 'GiB', 'USD', 'steps'].find((each) => units.includes(each));
  const number = value !== 0 && Math.abs(value) < 0.001 ? value.toExponential() : String(value);
  return unit === undefined ? number : `${number} ${unit}`;
};

const clock = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** In the largest unit that it is a whole number of, and one day as hours: `24 h`, `90 min`. */
const lasting = (seconds: number): string => {
  const [unit, length] =
    clock.find(([unit, each]) => seconds % each === 0 && seconds >= (unit === 'd' ? 2 * each : each)) ?? clock[3];
  return `${seconds / length} ${unit}`;
};
