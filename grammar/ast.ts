/** The node kinds of a `.cogx` file. The grammar knows blocks, properties and values, and none of the words. */

/** UTF-16 offsets into the text, half open. */
export type Span = { readonly start: number; readonly end: number };

type Node<Kind extends string> = { readonly kind: Kind; readonly span: Span };

export type File = Node<'file'> & { readonly items: readonly Item[]; readonly comments: readonly Comment[] };

export type Item = Block | Property | Use | Definition;

/** `train { … }`, `dataset drone { … }`, `launch slurm`: a label, a body, or both. */
export type Block = Node<'block'> & {
  readonly name: Name;
  readonly label?: Name;
  /** Where `{ … }` stands, braces included; absent where the block has only a label. */
  readonly body?: Span;
  readonly items: readonly Item[];
};

/** `count = 81`, `dataset pexels = none`. Without a value where the author has not written it yet. */
export type Property = Node<'property'> & { readonly name: Name; readonly label?: Name; readonly value?: Value };

/** `use "../clusters/a100x16.cogx"` */
export type Use = Node<'use'> & { readonly path?: Text };

/** `param learning_rate = 1e-4`, `let warmup = 100 steps` */
export type Definition = Node<'definition'> & {
  readonly keyword: 'let' | 'param';
  readonly name?: Name;
  readonly value?: Value;
};

/** A word or a quoted text where a name stands; `text` is without quotes and escapes. */
export type Name = Node<'name'> & { readonly text: string; readonly quoted: boolean };

export type Value = Text | Quantity | Size | Word | List | Reference;

/** `"…"` or `"""…"""`; `text` has its escapes resolved and its indentation taken off. */
export type Text = Node<'text'> & { readonly text: string };

/** `81`, `16 fps`, `10 %`: `unit` is absent where none is written. */
export type Quantity = Node<'quantity'> & { readonly number: number; readonly unit?: string };

/** `1360x768` */
export type Size = Node<'size'> & { readonly width: number; readonly height: number };

/** `cover`, `true`, `cogvideox-1.5-5b-t2v` */
export type Word = Node<'word'> & { readonly text: string };

export type List = Node<'list'> & { readonly items: readonly Value[] };

/** `$warmup`; `name` is without the dollar sign. */
export type Reference = Node<'reference'> & { readonly name: string };

/** `# …`, `// …`, `/* … *​/`; `doc` for `## …`, which documents the item below it. `text` is without its marks. */
export type Comment = Node<'comment'> & { readonly text: string; readonly doc: boolean };
