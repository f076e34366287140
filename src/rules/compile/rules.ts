import type { Rule } from '../rule.ts';
import { inventoryNeeded } from './inventory-needed.ts';
import { noClipList } from './no-clip-list.ts';
import { notBuiltYet } from './not-built-yet.ts';
import { partAlone } from './part-alone.ts';

export const compile: readonly Rule[] = [partAlone, inventoryNeeded, noClipList, notBuiltYet];
