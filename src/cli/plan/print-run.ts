import type { Forecast } from '../../forecast/document.ts';
import { phases as moments } from '../../forecast/verdict.ts';
import { between, digits, hours, lasting } from '../../rules/common.ts';
import { bar, folded, heading, table } from './text.ts';

const gib = (value: number): string => {
  if (value > 0 && value < 0.01) return '<0.01';
  return value > 0 && value < 1 ? digits(value, 2) : value.toFixed(value < 100 ? 1 : 0);
};

/** What each phase is called, and what its parts are: only those that fill something. */
export const memoryLines = ({ memory }: Forecast): string[] => {
  if (!memory) return [];
  const { phases, card, needs, peak, strategy, notes } = memory;
  const scale = card ?? Math.max(...phases.map(({ reserved }) => reserved));
  const rows = phases.map(({ phase, allocated, reserved, parts }) => [
    phase,
    gib(allocated),
    gib(reserved),
    `|${bar(allocated / scale, reserved / scale, 18)}|`,
    partsOf(parts),
  ]);
  const limit = card === null ? '' : `; the bar is the card's ${gib(card)} GiB`;
  return [
    ...heading('memory of a GPU', 'GiB'),
    ...folded(
      `${strategy.says[0]?.toUpperCase()}${strategy.says.slice(1)}. # tensors, + what torch caches beside them${limit}.`,
      2,
    ),
    ...table([['', 'tensors', 'reserved', '', ''], ...rows], { right: [1, 2] }),
    ...folded(
      `Fullest ${moments[peak.phase]}; needs ${gib(needs.expected)} (${gib(needs.least)} to ${gib(needs.most)}) with CUDA. ${notes[0] ?? ''}`,
      2,
    ),
    // Without it a phase that has more in reserve than the run needs would be a riddle.
    ...(phases.some(({ reserved }) => reserved > needs.most) ? folded(notes[1] ?? '', 2) : []),
    ...notes.slice(2).flatMap((note) => folded(note, 2)),
  ];
};

const partsOf = (parts: NonNullable<Forecast['memory']>['phases'][number]['parts']): string =>
  Object.entries(parts)
    .filter(([name, size]) => name !== 'fragmentation' && size >= 0.05)
    .sort(([, one], [, other]) => other - one)
    .slice(0, 3)
    .map(([name, size]) => `${name} ${gib(size)}`)
    .join(', ');

export const fitLines = ({ fit }: Forecast): string[] => {
  if (!fit) return [];
  if (fit.length === 0)
    return [
      ...heading('what fits'),
      ...folded(
        'No batch, sharding or offload that keeps the global batch leaves 5 % of these GPUs free: the finding on memory says what helps, and fewer frames or a smaller size take less.',
        2,
      ),
    ];
  const rows = fit.map(({ says, needs, update, chosen }, index) => [
    `${index + 1}${chosen ? '*' : ' '}`,
    `${gib(needs)} GiB`,
    update === null ? '' : `${digits(update)} s an update`,
    says,
  ]);
  const [best] = fit;
  const first = best?.set.map(({ path, text }) => `${path}=${text}`).join(' ');
  return [
    ...heading('what fits with the same global batch, the fastest first'),
    ...table(rows, { right: [1, 2] }),
    ...(first ? folded(`cogx plan --fit --fix writes the first into the file: ${first}`, 2) : []),
  ];
};

export const timeLines = ({ time }: Forecast): string[] => {
  if (!time) return [];
  const { parts, total, gpu_hours, price, limits, achieved, measured, flops } = time;
  const cost = (usd: number | null): string => (usd === null ? '' : `${usd < 100 ? usd.toFixed(2) : digits(usd)} USD`);
  const rows = parts
    .filter(({ seconds }) => seconds === null || seconds.expected > 0)
    .map(({ name, seconds, gpu_hours: spent, price: usd, from }) => [
      name,
      seconds ? lasting(seconds.expected) : '?',
      seconds ? hours(spent) : '',
      seconds ? cost(usd) : '',
      from,
    ]);
  const all = [
    'in all',
    lasting(total.expected),
    hours(gpu_hours.expected),
    cost(price?.expected ?? null),
    `between ${between(total, 'and')}`,
  ];
  return [
    ...heading('time and cost'),
    ...table([['', 'clock', 'GPU h', 'price', ''], ...rows, all], { right: [1, 2, 3] }),
    ...folded(
      `An update is ${digits(flops.update / 1e12)} TFLOP a GPU, ${Math.round(flops.attention * 100)} % of it attention. ${reached(achieved)}`,
      2,
    ),
    ...(measured ? folded(measured.says, 2) : []),
    ...limits.flatMap(({ name, says, stands }) => folded(`${name}: ${says} (${stands})`, 2)),
    ...folded(`Price: ${time.price_of}.`, 2),
  ];
};

const reached = ({ share, peak, band, source }: NonNullable<Forecast['time']>['achieved']): string =>
  share === null || peak === null
    ? `${source[0]?.toUpperCase()}${source.slice(1)}.`
    : `${Math.round(share * 100)} % of ${peak} TFLOP/s, give or take ${Math.round(band * 100)} %: ${source}.`;

export const storageLines = ({ disk, ram }: Forecast): string[] => [
  ...stored('disk', disk),
  ...stored('memory of a machine', ram),
];

const stored = (name: string, { has, total, parts, notes }: Forecast['disk']): string[] => [
  ...heading(name, 'GiB'),
  ...table(
    [
      ...parts.map((part) => [part.name, gib(part.gib), part.from]),
      ['in all', gib(total), has === null ? '' : `of ${gib(has)} that the file says`],
    ],
    { right: [1] },
  ),
  ...notes.flatMap((note) => folded(note, 2)),
];
