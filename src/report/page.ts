import { type Html, html } from './html.ts';

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

const style = `
:root {
  --back: #fdfdfb; --raised: #f3f2ee; --line: #d9d7d0; --text: #1d1d1b; --quiet: #5c5a54;
  --good: #1f6f54; --bad: #a3341f; --mark: #b7791f; --link: #1a5a96;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #171816; --raised: #22241f; --line: #3b3d37; --text: #ecebe6; --quiet: #a9a79f;
    --good: #6cc9a1; --bad: #f0947f; --mark: #e3b45c; --link: #8fbfec;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.quiet { color: var(--quiet); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: min(100%, 36rem); font-variant-numeric: tabular-nums; }
caption { position: sticky; left: 0; max-width: min(46rem, calc(100vw - 2rem)); text-align: left; color: var(--quiet);
  padding-bottom: .25rem; }
th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-weight: 500; white-space: nowrap; overflow-wrap: normal; }
tbody th { min-width: 8rem; }
td.text { min-width: 6rem; }
td.number, thead th.number { text-align: right; white-space: nowrap; }
svg { display: block; max-width: 100%; height: auto; }
svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
svg .bar { fill: var(--good); }
svg .low { fill: var(--mark); }
svg .track { fill: var(--line); }
svg .axis { stroke: var(--line); }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem 2rem; }
figure { margin: 0 0 1.75rem; break-inside: avoid; }
figcaption { margin-bottom: .4rem; overflow-wrap: anywhere; }
.name { font-weight: 600; overflow-wrap: anywhere; }
.bars { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1rem 2rem; margin-top: 1.25rem; }
.shares { margin: 0; }
.shares svg { width: 100%; height: 14px; border-radius: 3px; }
.shares ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: .35rem 0 0; padding: 0; list-style: none;
  color: var(--quiet); font-size: .9rem; }
.dot { display: inline-block; width: .65rem; height: .65rem; margin-right: .4rem; border-radius: 50%; background: var(--line); }
.dot.good { background: var(--good); } .dot.bad { background: var(--bad); } .dot.low { background: var(--mark); }
svg .good { fill: var(--good); } svg .bad { fill: var(--bad); } svg .rest { fill: var(--line); }
.strips { overflow-x: auto; }
.strips img { display: block; background: var(--raised); }
.pictures { position: relative; }
.pictures svg { position: absolute; inset: 0; max-width: none; }
.strips .lens { display: block; max-width: none; height: auto; }
.lens polygon { fill: var(--good); opacity: .22; }
svg .off { fill: var(--back); opacity: .62; }
svg .kept { fill: none; stroke: var(--good); stroke-width: 2; }
.said { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .strips { zoom: .66; }
}
`;
