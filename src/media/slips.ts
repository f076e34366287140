/** What captions hold that describes no clip: signs of a tool that went wrong, or of a file of another kind. */

/** A language model that refuses, or talks of itself (LLaVA-VL/LLaVA-NeXT#158, h2oai/h2ogpt#103). */
const refusal =
  /\b(?:i['’]?m sorry|i apologi[sz]e|as an? (?:ai|artificial intelligence|large language)\b|i (?:can ?not|can['’]t|am unable to|['’]?m unable to) (?:view|see|watch|access|assist|help|describe|provide|process|determine))/i;

/** Addresses, tags, fences, a record of JSON, holes of a template, and texts that wait for their author. */
const markup =
  /https?:\/\/|www\.\w|<\/?(?:[a-z]{1,10}|image|video)(?:\s[^<>]*)?\/?>|```|\{\{?\w+\}?\}|^\s*[[{]\s*["'{[]|^\s*(?:todo|fixme|tbd|lorem ipsum|caption here|insert caption)\b/i;

export const isRefusal = (text: string): boolean => refusal.test(text);
export const isMarkup = (text: string): boolean => markup.test(text);

const media = ['video', 'clip', 'image', 'footage'];

const shows =
  'show feature depict capture showcase display present begin open start appear contain portray illustrate'.split(' ');

/**
 * What language models begin with (PKU-YuanGroup/OpenS2V-Nexus#28): "The video shows", "In this clip,", "Here is". Word by word, since a
 * regular expression of all these ways takes V8 five milliseconds to make.
 */
export const isOpening = (text: string): boolean => {
  const words = text.slice(0, 100).trim().toLowerCase().split(/\s+/, 5);
  const [first = '', second = '', third = ''] = words;
  if (/^(sure[,!]|here's)/.test(first) || (first === 'here' && second === 'is')) return true;
  if (first === 'in') return isThe(second) && media.includes(third.replace(/\W+$/, ''));
  if (!isThe(first) || ![...media, 'scene', 'picture'].includes(second.replace(/s$/, ''))) return false;
  const [verb = '', after] = words.slice(third === 'clip' ? 3 : 2).map((word) => word.replace(/\W.*$/, ''));
  return (
    ['is', 'consists'].includes(verb) ||
    shows.includes(verb.replace(/s$/, '')) ||
    (verb === 'takes' && after === 'place')
  );
};

const isThe = (word: string): boolean => word === 'the' || word === 'this';

/** `birds/red_kite-02.mp4`, `red kite 02` */
export const saysItsName = (text: string, path: string): boolean => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  // Most captions are longer by far than any name.
  return text.length <= file.length + 4 && plain(text) === plain(file);
};

const plain = (text: string): string =>
  text
    .replace(/\.[A-Za-z0-9]{2,5}$/, '')
    .replace(/[\s_.-]+/g, ' ')
    .trim()
    .toLowerCase();
