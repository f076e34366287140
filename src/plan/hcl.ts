import type { Item, Property, Span, Value } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';

/** `variable "lr" { default = 1e-4 }` of Terraform and its kin is a param here. */
export const asParam = (item: Item | undefined): string | undefined => {
  if (item?.kind !== 'block' || item.name.text !== 'variable' || !item.label) return undefined;
  const standard = item.items.find((each) => each.kind === 'property' && each.name.text === 'default');
  const value = standard?.kind === 'property' ? standard.value : undefined;
  return `Write param ${item.label.text} = ${value ? plain(value) : '…'}, and $${item.label.text} where it is used.`;
};

/** Numbers, words and texts, which is what such a variable holds most often. */
const plain = (value: Value): string => {
  if (value.kind === 'text') return JSON.stringify(value.text);
  if (value.kind === 'word') return value.text;
  if (value.kind !== 'quantity') return '…';
  const { number, unit } = value;
  const said = number !== 0 && Math.abs(number) < 0.001 ? number.toExponential() : String(number);
  return unit === undefined ? said : `${said} ${unit}`;
};

type Variable = { readonly name: string; readonly span: Span };

const variablesIn = (value: Value): readonly Variable[] => {
  if (value.kind === 'list') return value.items.flatMap(variablesIn);
  const name = value.kind === 'word' ? /^var\.([A-Za-z_]\w*)$/.exec(value.text)?.[1] : undefined;
  return name === undefined ? [] : [{ name, span: value.span }];
};

/** `var.lr`: as a text it would be taken for a name. */
export const variableRead = (file: string, { value }: Property): Diagnostic | undefined => {
  const [found] = value ? variablesIn(value) : [];
  if (!found) return undefined;
  const { name, span } = found;
  const place = { file, span };
  return {
    code: 'wrong-value',
    severity: 'error',
    message: `var.${name} is how HCL names a value.`,
    help: `Write $${name}, which is a param or a let of the file.`,
    place,
    ...(file.startsWith('--set ') ? {} : { fix: fixOf('unsafe', [{ place, text: `$${name}`, was: `var.${name}` }]) }),
  };
};
