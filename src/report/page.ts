import { type Html, html } from './html.ts';
import { style } from './style.ts';

/** What every page has: one file that needs no network and no script, in light and dark, on paper and on a phone. */
export type Page = {
  readonly title: string;
  /** What it is about, in a sentence or two. */
  readonly lead: Html;
  readonly sections: readonly Section[];
};

export type Section = { readonly id: string; readonly heading: string; readonly body: Html };

export const page = ({ title, lead, sections }: Page): string => {
  const { html: text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${{ html: style }}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${lead}
<nav aria-label="On this page"><ul>${sections.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(({ id, heading, body }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>\n${body}\n</section>\n`)}</main>
</body>
</html>
`;
  return text;
};
