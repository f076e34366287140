import type { Rule } from '../rule.ts';
import { environmentMisspelt } from './environment-misspelt.ts';
import { environmentName } from './environment-name.ts';
import { environmentUnexpanded } from './environment-unexpanded.ts';
import { environmentUnread } from './environment-unread.ts';
import { environmentValue } from './environment-value.ts';

export const environment: readonly Rule[] = [
  environmentName,
  environmentUnexpanded,
  environmentMisspelt,
  environmentUnread,
  environmentValue,
];
