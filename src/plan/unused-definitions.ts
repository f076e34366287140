import type { Definition, Item, Value } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * A `let` or `param` whose value nothing takes: most often the value is written where the name was meant. Asked of whole
 * files only, for what the parser left out may be where a name is used.
 */
export const unusedDefinitions = (file: string, items: readonly Item[]): readonly Diagnostic[] => {
  const definitions = items.filter((item) => item.kind === 'definition');
  if (definitions.length === 0) return [];
  const used = new Set<string>();
  collect(items, used);
  const names = definitions.flatMap(({ name }) => name?.text ?? []);
  // A name that is misspelt is told where it is, and so is one that is defined twice.
  if (names.length > new Set(names).size || [...used].some((name) => !names.includes(name))) return [];
  return definitions.flatMap((item) => unusedOne(file, item, used));
};

const unusedOne = (file: string, { keyword, name }: Definition, used: ReadonlySet<string>): readonly Diagnostic[] => {
  if (!name || used.has(name.text)) return [];
  const { text, span } = name;
  return [
    {
      code: 'unused-definition',
      severity: 'warning',
      message: `Nothing uses ${keyword} ${text}: $${text} stands nowhere in this file.`,
      help: `Write $${text} where its value belongs, or take the line out.`,
      place: { file, span },
    },
  ];
};

const collect = (items: readonly Item[], used: Set<string>): void => {
  for (const item of items) {
    if (item.kind === 'block') collect(item.items, used);
    else if (item.kind !== 'use' && item.value) collectIn(item.value, used);
  }
};

const collectIn = (value: Value, used: Set<string>): void => {
  if (value.kind === 'reference') used.add(value.name);
  else if (value.kind === 'list') for (const item of value.items) collectIn(item, used);
};
