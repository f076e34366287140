import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** A length in passes over clips that nobody has counted. */
export const inventoryNeeded: Rule = {
  code: 'inventory-needed',
  severity: 'error',
  certain: true,
  when: 'compile',
  why: 'An epoch is as many updates as the samples fill, and how many samples there are is known from the inventory alone. The emitted schedule counts updates, so without an inventory it has no end.',
  sources: ['cogx: the language'],
  bad: { text: pipeline({ length: '30 epochs' }), compiles: true },
  good: { text: pipeline({ length: '30 epochs' }), clips: clips(40), compiles: true },
  *check({ train }, { scanned }) {
    if (scanned || !('epochs' in train.length)) return;
    yield {
      path: ['train', 'length'],
      message: `Nobody can say how many updates ${train.length.epochs} epochs are before the clips are counted.`,
      help: 'Run cogx scan on this file first, or write the length in steps.',
    };
  },
};
