import { type PythonValue, py } from './python.ts';
import { sh } from './shell.ts';

/** A template made ready: a view goes in, the file's text comes out. */
export type Template = (view: object) => string;

/** The templates by file name (`train.py`, `prepare.sh` …): read from disk while developing, precompiled in the bundle. */
export type Templates = Readonly<Record<string, Template>>;

const identifier = /^[A-Za-z_][A-Za-z0-9_.]*$/;

const defined = (value: unknown, helper: string): unknown => {
  if (value === undefined) throw new Error(`{{${helper}}} got no value: the template asks for what its view has not`);
  return value;
};

/** Every hole of a template says its language with one of these. */
export const helpers = {
  /** A Python literal. */
  py: (value: PythonValue) => py(defined(value, 'py') as PythonValue),
  /** A shell word. */
  sh: (value: string | number) => sh(defined(value, 'sh') as string),
  /** An identifier, dots allowed. */
  id: (value: string) => {
    if (!identifier.test(String(defined(value, 'id')))) throw new Error(`not an identifier: ${value}`);
    return value;
  },
  /** Text in a comment: one line. */
  note: (value: string | number) => String(defined(value, 'note')).replace(/[\r\n\u2028\u2029]+/g, ' '),
  /** Lines that another emitter made. */
  code: (value: string) => defined(value, 'code'),
};
