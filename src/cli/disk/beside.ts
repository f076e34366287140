/** `data/birds.cogx` → `data/birds.measured.json` */
export const measuredPath = (file: string): string => `${file.replace(/\.cogx$/, '')}.measured.json`;
