/** A value of the plan as it would be written in a file, as far as that is short. */
export const written = (value: unknown): string => {
  if (value === null || value === undefined) return 'unsaid';
  if (typeof value === 'string') return /^[\w./:-]+$/.test(value) ? value : JSON.stringify(value);
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 0.001) return value.toExponential();
  if (typeof value !== 'object') return String(value);
  const { steps, epochs, seconds, width, height } = value as Record<string, unknown>;
  if (width !== undefined) return `${width}x${height}`;
  const parts = [
    steps === undefined ? '' : `${steps} steps`,
    epochs === undefined ? '' : `${epochs} epochs`,
    seconds === undefined ? '' : `${Number(seconds) / 60} min`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : JSON.stringify(value);
};
