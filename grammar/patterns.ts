/** What words, numbers and texts look like, for both readers. */

/** What may follow a word or a number; anything else glued to it makes the whole run one loose text: `data/*.mp4`. */
export const end = '(?![^\\s,;:{}\\[\\]"=#]|:[/\\\\]|(?<=\\d):\\d)';

export const patterns = {
  comment: /(?:#|\/\/)[^\r\n]*|\/\*[\s\S]*?\*\//,
  word: new RegExp(`[A-Za-z_][A-Za-z0-9_.-]*(?<![.-])${end}`),
  size: new RegExp(`\\d+x\\d+${end}`),
  numeral: new RegExp(`-?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?(?=[A-Za-z%]*${end})`),
  percent: new RegExp(`%${end}`),
  reference: new RegExp(`\\$[A-Za-z_][A-Za-z0-9_.-]*(?<![.-])${end}`),
  text: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/,
  /** Unrolled, so that a long text costs no stack of the matcher. */
  longText: /"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*"""/,
};
