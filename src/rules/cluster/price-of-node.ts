import { gpuOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const priced = (price: string) =>
  pipeline({ more: [`cluster { gpu = h100, gpus_per_node = 8, budget { price = ${price} } }`] });

/** No GPU costs more an hour on demand, were it new and rented alone. */
const most = 20;

export const priceOfNode: Rule = {
  code: 'price-of-node',
  severity: 'warning',
  certain: false,
  why: `price is that of one GPU for one hour, and clouds list machines: 98.32 USD is an hour of a machine of eight H100. Every cost that
is told from it is then as many times too high as the machine has GPUs.`,
  sources: ['cogx: the language', 'zai-org/CogVideo#763'],
  bad: priced('98.32 USD'),
  good: priced('12.29 USD'),
  quiet: [priced('2 USD'), pipeline({ more: ['cluster { budget { price = 20 USD } }'] })],
  *check(plan) {
    const { gpus_per_node: gpus, budget } = plan.cluster;
    const usual = gpuOf(plan)?.price ?? null;
    if (budget.price === null || budget.price <= Math.max(most, usual === null ? 0 : 4 * usual)) return;
    const each = Number((budget.price / gpus).toFixed(2));
    yield {
      path: ['cluster', 'budget', 'price'],
      message: `A price of ${budget.price} USD is taken for one GPU and hour${usual === null ? '' : `, and ${plan.cluster.gpu} costs about ${usual} USD`}.`,
      help:
        gpus > 1
          ? `If it is that of a machine of ${gpus}, write price = ${each} USD.`
          : 'Write the price of one GPU for one hour.',
      ...(gpus > 1
        ? { fix: { safety: 'unsafe' as const, set: [{ path: ['cluster', 'budget', 'price'], text: `${each} USD` }] } }
        : {}),
    };
  },
};
