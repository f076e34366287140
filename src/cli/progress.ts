/** How far a long job is: on a terminal a line that is written over, in a log a plain line now and then. */
export type Progress = {
  readonly step: (detail?: string) => void;
  /** Clears the line of a terminal. */
  readonly end: () => void;
};

export type Counted = {
  /** What is done: `scan`. */
  readonly name: string;
  /** Of what there are so many: `clips`. */
  readonly things: string;
  /** Unsaid where nobody knows yet. */
  readonly total?: number;
};

/** Seconds from one line of a log to the next. */
const pause = { terminal: 0.2, log: 10 };

export const startProgress = ({ name, things, total }: Counted): Progress => {
  const terminal = process.stderr.isTTY === true;
  const started = performance.now();
  let done = 0;
  let told = started;
  const line = (now: number): string => {
    const rate = done / Math.max(0.001, (now - started) / 1000);
    const speed = `${rate.toFixed(rate < 10 ? 1 : 0)} a second`;
    if (total === undefined) return `${name}: ${done} ${things}, ${speed}`;
    return `${name}: ${done} of ${total} ${things}, ${speed}, ${timeLeft((total - done) / rate)}`;
  };
  return {
    step: (detail) => {
      done++;
      const now = performance.now();
      if (now - told < 1000 * (terminal ? pause.terminal : pause.log)) return;
      told = now;
      process.stderr.write(terminal ? `\r${line(now)}${detail ? `  ${detail}` : ''}\u001b[K` : `${line(now)}\n`);
    },
    end: () => {
      if (terminal) process.stderr.write('\r\u001b[K');
    },
  };
};

/** `2 h 5 min left` */
const timeLeft = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return 'time left unknown';
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
  return minutes > 0 ? `${minutes} min ${Math.floor(seconds % 60)} s left` : `${Math.ceil(seconds)} s left`;
};
