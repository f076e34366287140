import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CheckInput, check } from '../src/check.ts';
import { clips, pipeline } from '../src/rules/examples.ts';

const allows = suite('cogx-allow');

const checked = (text: string, more: Partial<CheckInput> = {}) =>
  check({ file: 'run.cogx', text, read: () => undefined, ...more });

/** Codes that are told, and after a bar those that are waived. */
const told = (text: string, more: Partial<CheckInput> = {}): string => {
  const { diagnostics, waived } = checked(text, more);
  return `${diagnostics.map(({ code }) => code).join(' ')} | ${waived.map(({ diagnostic }) => diagnostic.code).join(' ')}`.trim();
};

const alpha = 'adapter lora { rank = 128, alpha = 16 }';
const why = '# cogx-allow alpha-scale: as in the paper';

for (const [name, text, expected] of [
  ['above the item of the value', pipeline({ train: [why, alpha] }), '| alpha-scale'],
  ['above a block around it', pipeline({ train: [alpha] }).replace('train {', `${why}\ntrain {`), '| alpha-scale'],
  ['at the end of its line', pipeline({ train: [`${alpha} ${why}`] }), '| alpha-scale'],
  [
    'behind the brace of a block around it',
    pipeline({ train: [alpha] }).replace('train {', `train { ${why}`),
    '| alpha-scale',
  ],
  ['with other comments between', pipeline({ train: [why, '# rank of the paper', '', alpha] }), '| alpha-scale'],
  [
    'in another style of comment',
    pipeline({ train: ['/* cogx-allow alpha-scale: as in the paper */', alpha] }),
    '| alpha-scale',
  ],
  [
    'for several codes',
    pipeline({ train: ['# cogx-allow alpha-not-rank, alpha-scale: as in the paper', alpha] }),
    '| alpha-scale',
  ],
  ['above another item', pipeline({ train: [why, 'precision = bf16', alpha] }), 'unused-allow alpha-scale |'],
  ['below everything', pipeline({ train: [alpha], more: [why] }), 'alpha-scale unused-allow |'],
  [
    'above an item of another block',
    pipeline({ train: [alpha], more: [why, 'seed = 7'] }),
    'alpha-scale unused-allow |',
  ],
  [
    'for another finding',
    pipeline({ train: ['# cogx-allow many-updates: enough', alpha] }),
    'unused-allow alpha-scale |',
  ],
  ['without a reason', pipeline({ train: ['# cogx-allow alpha-scale', alpha] }), 'allow-without-reason | alpha-scale'],
  [
    'without a reason after its colon',
    pipeline({ train: ['# cogx-allow alpha-scale:', alpha] }),
    'allow-without-reason | alpha-scale',
  ],
  ['without a code', pipeline({ train: ['# cogx-allow', alpha] }), 'unknown-allow alpha-scale |'],
  [
    'with a code one letter off',
    pipeline({ train: ['# cogx-allow alpha-scal: as in the paper', alpha] }),
    'unknown-allow | alpha-scale',
  ],
  [
    'for what is certain',
    pipeline({ train: ['# cogx-allow unfit-precision: it works here', 'precision = fp16'] }),
    'allow-of-certain unfit-precision |',
  ],
  ['in a text', pipeline({ train: [alpha], more: ['name = "cogx-allow"'] }), 'alpha-scale |'],
] as const) {
  allows(`a comment ${name} gives: ${expected}`, () => assert.is(told(text), expected.replace(/^\| /, '| ')));
}

allows('a finding on a default is waived by the path of its item', () => {
  const more = [
    '# cogx-allow shared-storage: an NFS that cogx cannot see',
    'cluster {',
    '  nodes = 2',
    '  launch slurm',
    '}',
  ];
  assert.is(told(pipeline({ more })), '| shared-storage');
});

allows('a comment in a used file speaks of its own items', () => {
  const cluster = 'cluster {\n  # cogx-allow shard-on-one-gpu: as on the others\n  shard = zero2\n}\n';
  assert.is(told(pipeline({ more: ['use "cluster.cogx"'] }), { read: () => cluster }), '| shard-on-one-gpu');
});

allows('a comment in a profile speaks where the profile is applied, and only there', () => {
  const text = pipeline({ more: [`profile weak { ${'train {'}`, `  ${why}`, `  ${alpha}`, '} }'] });
  assert.is(told(text), '|');
  assert.is(told(text, { profiles: ['weak'] }), '| alpha-scale');
});

allows('a waived error does not stop a compile, and is kept with its reason and its comment', () => {
  const text = pipeline({ train: [why, alpha.replace('16', '1')] });
  const { waived, sources } = checked(text);
  assert.is(waived[0]?.diagnostic.severity, 'error');
  assert.is(waived[0]?.reason, 'as in the paper');
  const { file, span } = waived[0]?.allow ?? { file: '', span: { start: 0, end: 0 } };
  assert.is(sources.get(file)?.slice(span.start, span.end), 'alpha-scale');
});

allows('what nobody could find is not called unused', () => {
  const text = pipeline({ more: ['# cogx-allow coverage: the captions are short', 'captions { coverage = 80 % }'] });
  assert.is(told(text), '|', 'without an inventory');
  assert.is(told(text, { clips: () => clips(40) }), 'unused-allow |', 'with one');
  const broken = pipeline({ train: [why, 'precision = bf17'] });
  assert.is(told(broken), 'wrong-value |', 'beside an error');
});

allows.run();
