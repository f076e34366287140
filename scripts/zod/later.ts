/**
 * What stands in the bundle where the sources import zod. zod takes longer to start than a check of a file may take: its code must be
 * read, and each of the language's hundreds of types made. Most files hold none but sound values, and of most types no value. So a type
 * is here a recipe, with a quick look that knows sound values; the first value of which it is not sure goes to zod, made by the
 * recipe, and what zod says is what is said. test/plan/zod-later.test.ts holds that both agree on each word of the language.
 */
import type * as z from 'zod/mini';
import { madeBy, type Zod } from './zod.ts';

/** What zod would make of a value, in a list of one; undefined where zod has to be asked. */
type Sure = readonly [unknown] | undefined;

/** zod's types, as far as a recipe hands them on; what they take and give is for zod to say. */
type Made = z.ZodMiniType;

type Recipe = (zod: Zod) => Made;
type Result = ReturnType<Made['safeParse']>;

class Type {
  // Declared alone, and set once: hundreds of types are made at each start.
  declare readonly def: Readonly<Record<string, unknown>>;
  declare readonly quick: (value: unknown) => Sure;
  declare readonly recipe: Recipe;
  /** The type that this one was made of, whose entries of a registry are its own too. */
  declare readonly parent: Type | undefined;
  declare private made: Made | undefined;

  constructor(recipe: Recipe, quick: Type['quick'], more: { def?: Type['def']; parent?: Type } = {}) {
    this.recipe = recipe;
    this.quick = quick;
    this.def = more.def ?? {};
    this.parent = more.parent;
    this.made = undefined;
  }

  /** zod's own type. */
  get real(): Made {
    this.made ??= madeBy(this.recipe);
    return this.made;
  }

  safeParse(value: unknown): Result {
    const sure = this.quick(value);
    return sure ? { success: true, data: sure[0] } : this.real.safeParse(value);
  }

  /** As zod does: another type of the same kind, which knows of this one. */
  private copy(recipe: Recipe, quick: Type['quick']): this {
    const Kind = this.constructor as new (...parts: ConstructorParameters<typeof Type>) => this;
    return new Kind(recipe, quick, { def: this.def, parent: this });
  }

  check(...checks: readonly Check[]): this {
    return this.copy(
      (zod) => this.real.check(...checks.map(({ recipe }) => recipe(zod) as z.core.$ZodCheck<unknown>)),
      (value) => {
        const sure = this.quick(value);
        return sure && checks.every(({ holds }) => holds(sure[0])) ? sure : undefined;
      },
    );
  }

  clone(): this {
    return this.copy(() => this.real, this.quick);
  }

  register(registry: Registry, about: object): this {
    registry.add(this, about);
    return this;
  }
}

/** A bound, of values that are of the right kind already. */
type Check = { readonly holds: (value: unknown) => boolean; readonly recipe: (zod: Zod) => unknown };

// The program asks a type what it is with `instanceof`.
export class ZodMiniType extends Type {}
export class ZodMiniOptional extends Type {}
export class ZodMiniNullable extends Type {}
export class ZodMiniObject extends Type {
  get shape(): unknown {
    return this.def.shape;
  }
}
export class ZodMiniRecord extends Type {}
export class ZodMiniDiscriminatedUnion extends Type {}
export class ZodMiniTuple extends Type {}
export class ZodMiniArray extends Type {}

class Registry {
  private readonly entries = new Map<Type, object>();

  add(type: Type, about: object): void {
    this.entries.set(type, about);
  }

  has(type: Type): boolean {
    return this.entries.has(type);
  }

  get(type: Type): object | undefined {
    const own = this.entries.get(type);
    const inherited = type.parent && this.get(type.parent);
    return inherited ? { ...inherited, ...own } : own;
  }
}

export const registry = (): Registry => new Registry();
export const globalRegistry = new Registry();
/** zod.ts says it to zod itself. */
export const config = (): void => {};
export const clone = (type: Type): Type => type.clone();
export const safeParse = (type: Type, value: unknown): Result => type.safeParse(value);

const only =
  (isSound: (value: unknown) => boolean) =>
  (value: unknown): Sure =>
    isSound(value) ? [value] : undefined;
const unsure = (): Sure => undefined;

export const string = () =>
  new ZodMiniType(
    (zod) => zod.string(),
    only((value) => typeof value === 'string'),
  );
export const number = () => new ZodMiniType((zod) => zod.number(), only(Number.isFinite));
export const int = () => new ZodMiniType((zod) => zod.int(), only(Number.isSafeInteger));
export const boolean = () =>
  new ZodMiniType(
    (zod) => zod.boolean(),
    only((value) => typeof value === 'boolean'),
  );
export const unknown = () => new ZodMiniType((zod) => zod.unknown(), unsure);

const oneOf = (options: readonly string[]) =>
  new ZodMiniType(
    (zod) => zod.enum(options),
    only((value) => options.includes(value as string)),
    {
      def: { entries: Object.fromEntries(options.map((option) => [option, option])) },
    },
  );

export { oneOf as enum };

export const literal = (text: string) =>
  new ZodMiniType(
    (zod) => zod.literal(text),
    only((value) => value === text),
    { def: { values: [text] } },
  );

export const custom = (accepts: (value: unknown) => boolean) =>
  new ZodMiniType((zod) => zod.custom(accepts), only(accepts));
export const transform = (convert: (value: unknown) => unknown) =>
  new ZodMiniType(
    (zod) => zod.transform(convert),
    (value) => [convert(value)],
  );
export const pipe = (from: Type, to: Type) =>
  new ZodMiniType(
    (zod) => zod.pipe(from.real, to.real),
    (value) => {
      const sure = from.quick(value);
      return sure && to.quick(sure[0]);
    },
  );

export const optional = (innerType: Type) =>
  new ZodMiniOptional(
    (zod) => zod.optional(innerType.real),
    (value) => (value === undefined ? undefined : innerType.quick(value)),
    { def: { innerType } },
  );
export const nullable = (innerType: Type) =>
  new ZodMiniNullable(
    (zod) => zod.nullable(innerType.real),
    (value) => (value === null ? [null] : innerType.quick(value)),
    { def: { innerType } },
  );
export const _default = (innerType: Type, standard: unknown) =>
  new ZodMiniType((zod) => zod._default(innerType.real, standard), unsure);

/** All of them, or none. */
const each = (values: readonly unknown[], typeOf: (index: number) => Type | undefined): Sure => {
  const sure = Array.from(values, (value, index) => typeOf(index)?.quick(value)); // holes too
  return sure.every((one) => one !== undefined) ? [sure.map(([value]) => value)] : undefined;
};

export const array = (element: Type) =>
  new ZodMiniArray(
    (zod) => zod.array(element.real),
    (value) => (Array.isArray(value) ? each(value, () => element) : undefined),
    { def: { element } },
  );
export const tuple = (items: readonly [Type, ...Type[]]) =>
  new ZodMiniTuple(
    (zod) => zod.tuple(items.map((item) => item.real) as [Made, ...Made[]]),
    (value) =>
      Array.isArray(value) && value.length === items.length ? each(value, (index) => items[index]) : undefined,
    { def: { items } },
  );

// Blocks are read word by word, so that of them nobody asks at once: parse-words.ts.
const realOf = (shape: Shape) => Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, type.real]));
type Shape = Readonly<Record<string, Type>>;

export const object = (shape: Shape) =>
  new ZodMiniObject((zod) => zod.object(realOf(shape)), unsure, { def: { shape } });
export const strictObject = (shape: Shape) =>
  new ZodMiniObject((zod) => zod.strictObject(realOf(shape)), unsure, { def: { shape } });
export const record = (keys: Type, valueType: Type) =>
  new ZodMiniRecord((zod) => zod.record(keys.real as z.ZodMiniString, valueType.real), unsure, {
    def: { valueType },
  });
export const discriminatedUnion = (name: string, options: readonly Type[]) =>
  new ZodMiniDiscriminatedUnion(
    (zod) => zod.discriminatedUnion(name, options.map((option) => option.real) as never),
    unsure,
    { def: { options } },
  );

export const gt = (bound: number): Check => ({
  holds: (value) => (value as number) > bound,
  recipe: (zod) => zod.gt(bound),
});
export const gte = (bound: number): Check => ({
  holds: (value) => (value as number) >= bound,
  recipe: (zod) => zod.gte(bound),
});
export const lt = (bound: number): Check => ({
  holds: (value) => (value as number) < bound,
  recipe: (zod) => zod.lt(bound),
});
export const lte = (bound: number): Check => ({
  holds: (value) => (value as number) <= bound,
  recipe: (zod) => zod.lte(bound),
});
export const minLength = (least: number): Check => ({
  holds: (value) => (value as string | readonly unknown[]).length >= least,
  recipe: (zod) => zod.minLength(least),
});
export const regex = (pattern: RegExp): Check => ({
  holds: (value) => pattern.test(value as string),
  recipe: (zod) => zod.regex(pattern),
});
