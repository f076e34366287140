/** Numbers as pages write them. */

export const number = (value: number): string => value.toLocaleString('en');

/** `3.14 s` */
export const seconds = (value: number): string => `${Number(value.toFixed(2))} s`;

/** Rounded down, so that nothing short of all is called all. */
export const percent = (share: number): string => `${Math.floor(share * 1000 + 1e-6) / 10} %`;

/** `1 clip`, `2,000 clips` */
export const counted = (many: number, thing: string): string => `${number(many)} ${thing}${many === 1 ? '' : 's'}`;
