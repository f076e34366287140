/** A JSON file as people read it. */
export const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
