/** How every page looks: in light and dark, on paper and on a phone. */
export const style = `
:root {
  --back: #fdfdfb; --raised: #f3f2ee; --line: #d9d7d0; --text: #1d1d1b; --quiet: #5c5a54;
  --good: #1f6f54; --bad: #a3341f; --mark: #b7791f; --low: #8a5a10; --link: #1a5a96;
  --p1: #2a6b91; --p2: #8c4aa3; --p3: #b3501c; --p4: #b7851f; --p5: #1f6f54; --p6: #5a57b0; --p7: #7c6a3a; --p8: #b0436f;
  --p9: #87857c; --p10: #55534d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --back: #171816; --raised: #22241f; --line: #3b3d37; --text: #ecebe6; --quiet: #a9a79f;
    --good: #6cc9a1; --bad: #f0947f; --mark: #e3b45c; --low: #e3b45c; --link: #8fbfec;
    --p1: #6fb1d6; --p2: #d29ae0; --p3: #f0946f; --p4: #e3b45c; --p5: #6cc9a1; --p6: #a3a1f2; --p7: #d8cba0; --p8: #f2a9c4;
    --p9: #9a988f; --p10: #c9c7be;
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
.whole { white-space: nowrap; }
.wide + .wide, .wide + .charts, .row + .wide { margin-top: 1.5rem; }
table { border-collapse: collapse; min-width: min(100%, 36rem); font-variant-numeric: tabular-nums; }
caption { position: sticky; left: 0; max-width: min(46rem, calc(100vw - 2rem)); text-align: left; color: var(--quiet);
  padding-bottom: .25rem; }
th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-weight: 500; white-space: nowrap; overflow-wrap: normal; }
tbody th { min-width: 8rem; }
td.text { min-width: 6rem; }
td.long { min-width: 12rem; }
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
li > p > code { color: var(--quiet); white-space: nowrap; }
code { font: .9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--link); }
.verdict { font-size: 1.25rem; line-height: 1.4; font-weight: 600; max-width: 46rem; border-left: .3rem solid var(--line); padding-left: .8rem; }
.verdict.good { border-color: var(--good); } .verdict.low { border-color: var(--mark); } .verdict.bad { border-color: var(--bad); }
p.verdict { color: var(--text); }
.low { color: var(--low); }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1px; margin: 1.25rem 0 0; }
.answer { padding: .6rem .8rem .7rem; background: var(--raised); color: var(--text); border-top: .2rem solid var(--line); break-inside: avoid; }
.answer.good { border-color: var(--good); } .answer.low { border-color: var(--mark); } .answer.bad { border-color: var(--bad); }
.answer dt { font-size: .9rem; } .answer dd { margin: 0; font-size: .9rem; } .answer dd.big { font-size: 1.3rem; font-weight: 600; }
.answer .stand { font-weight: 700; }
.answer.good .stand { color: var(--good); } .answer.low .stand { color: var(--low); } .answer.bad .stand { color: var(--bad); }
.findings { margin: 0; padding: 0; list-style: none; }
.findings li { padding: .5rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.findings p { margin: .1rem 0; max-width: 60rem; overflow-wrap: anywhere; }
.row { display: grid; grid-template-columns: 9rem minmax(0, 1fr) 6rem; gap: .75rem; align-items: center; min-height: 1.75rem; }
.over .row { grid-template-columns: 11rem minmax(0, 1fr); padding-right: 1rem; }
.over .label .quiet { font-size: .85rem; white-space: nowrap; }
.row svg { width: 100%; height: 1.25rem; overflow: visible; }
.row .value { font-variant-numeric: tabular-nums; white-space: nowrap; }
.row.most .label, .row.most .value { font-weight: 700; }
.ticks { position: relative; height: 1.4rem; font-size: .8rem; color: var(--quiet); }
.ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.ticks span:first-child { transform: none; } .ticks span.last { transform: translateX(-100%); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .5rem 0 0; padding: 0; list-style: none; font-size: .9rem; }
.dash { display: inline-block; width: 1rem; margin: 0 .4rem .25rem 0; border-top: 2px dashed var(--bad); }
svg .rule { stroke: var(--quiet); stroke-dasharray: 2 3; vector-effect: non-scaling-stroke; }
svg .halo { stroke: var(--back); stroke-width: 6; vector-effect: non-scaling-stroke; }
svg .limit { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; fill: none; }
svg rect[class^=p] { stroke: var(--back); stroke-width: 1; vector-effect: non-scaling-stroke; }
.curve { align-items: start; }
.area { position: relative; min-width: 0; }
.curve svg { height: 10rem; }
.curve .label { padding-top: .2rem; }
.values { position: absolute; right: calc(100% + .4rem); inset-block: 0; display: flex; flex-direction: column; justify-content: space-between; font-size: .8rem; color: var(--quiet); text-align: right; white-space: nowrap; }
.curve .values span { line-height: 1; }
.curve .mark { position: absolute; bottom: .2rem; padding: 0 .35rem; font-size: .8rem; color: var(--quiet); white-space: nowrap; }
.curve .mark.left { top: .1rem; bottom: auto; transform: translateX(-100%); }
svg .grid { stroke: var(--line); vector-effect: non-scaling-stroke; }
svg .line { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.moments path { stroke-width: 1.5; vector-effect: non-scaling-stroke; }
svg .track { fill: var(--line); }
svg .advised { fill: var(--p6); opacity: .45; }
.picks .drawn { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .75rem; }
.picks .sides { display: flex; flex-direction: column; justify-content: space-between; font-size: .9rem; }
.legend + .picks { margin-top: 1.25rem; }
.picks svg { width: 100%; height: 6.5rem; }
.picks path { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.picks .left { stroke: var(--p9); opacity: .6; } .picks .kept { stroke: var(--good); } .picks .again { stroke: var(--mark); }
.picks .way { stroke: var(--good); stroke-width: 1; opacity: .35; }
svg .p1, .dot.p1 { fill: var(--p1); background: var(--p1); } svg .s1 { stroke: var(--p1); }
svg .p2, .dot.p2 { fill: var(--p2); background: var(--p2); } svg .s2 { stroke: var(--p2); }
svg .p3, .dot.p3 { fill: var(--p3); background: var(--p3); } svg .s3 { stroke: var(--p3); }
svg .p4, .dot.p4 { fill: var(--p4); background: var(--p4); } svg .s4 { stroke: var(--p4); }
svg .p5, .dot.p5 { fill: var(--p5); background: var(--p5); } svg .s5 { stroke: var(--p5); }
svg .p6, .dot.p6 { fill: var(--p6); background: var(--p6); } svg .s6 { stroke: var(--p6); }
svg .p7, .dot.p7 { fill: var(--p7); background: var(--p7); } svg .s7 { stroke: var(--p7); }
svg .p8, .dot.p8 { fill: var(--p8); background: var(--p8); } svg .s8 { stroke: var(--p8); }
svg .p9, .dot.p9 { fill: var(--p9); background: var(--p9); } svg .s9 { stroke: var(--p9); }
svg .p10, .dot.p10 { fill: var(--p10); background: var(--p10); } svg .s10 { stroke: var(--p10); }
@media (max-width: 40rem) {
  .row { grid-template-columns: minmax(0, 1fr) 5.5rem; gap: 0 .75rem; }
  .row .label { grid-column: 1 / -1; }
  .row .none { display: none; }
  .ticks { font-size: .7rem; }
  tbody th { overflow-wrap: break-word; }
  .over .row { grid-template-columns: minmax(0, 1fr); }
  .picks .drawn { grid-template-columns: minmax(0, 1fr); }
  .picks .sides { flex-direction: row; }
  .curve .values { right: auto; left: 0; }
  .curve .values span { background: var(--back); padding-right: .2rem; }
}
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media print {
  :root { color-scheme: light; --back: #fff; }
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; font-size: 1rem; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, figcaption, caption, .said, .legend { break-after: avoid; }
  h2 { margin-top: 1.5rem; }
  section > p:first-of-type, p:has(+ figure), p:has(+ .legend) { break-after: avoid; }
  .answers { grid-template-columns: repeat(3, 1fr); }
  tr, .row, .wide { break-inside: avoid; }
  .wide:has(tr:nth-child(15)) { break-inside: auto; }
  .wide + p { break-before: avoid; }
  .wide, .strips { overflow: visible; }
  table { min-width: min(100%, 24rem); max-width: 100%; }
  thead th { white-space: normal; }
  td.long { min-width: 8rem; }
  th, td { padding: .15rem .7rem .15rem 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { color: inherit; list-style: none; }
  .strips { zoom: .66; }
}
`;
