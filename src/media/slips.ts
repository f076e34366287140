/** What captions hold that describes no clip: signs of a tool that went wrong, or of a file of another kind. */

/** A language model that refuses, or talks of itself (LLaVA-VL/LLaVA-NeXT#158, h2oai/h2ogpt#103). */
const refusal =
  /\b(?:i['’]?m sorry|i apologi[sz]e|as an? (?:ai|artificial intelligence|large language)\b|i (?:can ?not|can['’]t|am unable to|['’]?m unable to) (?:view|see|watch|access|assist|help|describe|provide|process|determine))/i;

/** Addresses, tags, fences, a record of JSON, holes of a template, and texts that wait for their author. */
const markup =
  /https?:\/\/|www\.\w|<\/?(?:[a-z]{1,10}|image|video)(?:\s[^<>]*)?\/?>|```|\{\{?\w+\}?\}|^\s*[[{]\s*["'{[]|^\s*(?:todo|fixme|tbd|lorem ipsum|caption here|insert caption)\b/i;

/** What language models begin with (PKU-YuanGroup/OpenS2V-Nexus#28). */
const opening =
  /^\s*(?:(?:the|this) (?:video|clip|image|footage|scene|picture)s? (?:clip )?(?:shows?|features?|depicts?|captures?|showcases?|displays?|presents?|begins?|opens?|starts?|appears?|is|consists|contains|portrays|illustrates|takes place)\b|in (?:the|this) (?:video|clip|image|footage),?|(?:here is|here's|sure[,!]))/i;

export const isRefusal = (text: string): boolean => refusal.test(text);
export const isMarkup = (text: string): boolean => markup.test(text);
export const isOpening = (text: string): boolean => opening.test(text);

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
