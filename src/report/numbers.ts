/** Numbers as pages write them. */

export const number = (value: number): string => value.toLocaleString('en');

/** `3.14 s` */
export const seconds = (value: number): string => `${Number(value.toFixed(2))} s`;

/** Rounded down, so that nothing short of all is called all. */
export const percent = (share: number): string => `${Math.floor(share * 1000 + 1e-6) / 10} %`;

/** `1 clip`, `2,000 clips` */
export const counted = (many: number, thing: string): string => `${number(many)} ${thing}${many === 1 ? '' : 's'}`;

/** `46 s`, `12 min 5 s`, `3.4 h` */
export const lasting = (all: number): string => {
  if (all >= 3600) return `${(all / 3600).toFixed(1)} h`;
  return all >= 60 ? `${Math.floor(all / 60)} min ${Math.floor(all % 60)} s` : `${Math.round(all)} s`;
};

/** `12.3 MB`, `4.5 GB`, `6.7 TB` */
export const bytes = (all: number): string => {
  if (all >= 1e12) return `${(all / 1e12).toFixed(1)} TB`;
  return all >= 1e9 ? `${(all / 1e9).toFixed(1)} GB` : `${(all / 1e6).toFixed(1)} MB`;
};
