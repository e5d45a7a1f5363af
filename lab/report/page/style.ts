/** The page's look. Colours of text have a contrast of at least 4.5 with what they stand on, light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff; --raised: #f4f6f8; --ink: #17202a; --soft: #4a5563; --line: #cfd6de; --link: #0b57a4;
  --pass: #146c2e; --fail: #b3261e; --unknown: #7a5200;
  --first: #1d5fae; --second: #8a4500; --third: #6a3d9a; --other: #4a5563; --on: #fff;
  --lost: #b3261e; --good: #2b7a4b; --calm: #dde3ea; --calm-ink: #33404d; --wait: #1d5fae; --skew: #6a3d9a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #11161c; --raised: #1b222b; --ink: #e8edf2; --soft: #b3bfcc; --line: #3a4653; --link: #8cc4ff;
    --pass: #7fdc9a; --fail: #ff9a90; --unknown: #ffcf70;
    --first: #8cc4ff; --second: #ffb86b; --third: #cdb0ff; --other: #b3bfcc; --on: #0d1217;
    --lost: #ff8a80; --good: #7fdc9a; --calm: #2e3945; --calm-ink: #d3dde7; --wait: #8cc4ff; --skew: #cdb0ff;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; scroll-behavior: smooth; }
body { margin: 0 auto; padding: 0 1rem 3rem; max-width: 68rem; background: var(--paper); color: var(--ink); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .2rem 0 .6rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.6rem 0 .8rem; padding-top: .4rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
p { margin: .4rem 0; max-width: 46rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header { margin: 1.2rem 0 .8rem; padding: 1rem 1.2rem 1.1rem; background: var(--raised); border-left: .5rem solid var(--soft); border-radius: .3rem; }
header.pass { border-color: var(--pass); } header.fail { border-color: var(--fail); } header.unknown { border-color: var(--unknown); }
.run, .note, caption, figcaption { color: var(--soft); font-size: .9rem; }
.run { margin: 0; }
.verdict { font-size: 1.15rem; max-width: none; }
.mark { font-weight: 700; white-space: nowrap; }
.mark.pass { color: var(--pass); } .mark.fail { color: var(--fail); } .mark.unknown { color: var(--unknown); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem 1.6rem; margin: 1rem 0 0; }
.figures dt { color: var(--soft); font-size: .9rem; line-height: 1.3; }
.figures dd { margin: 0; font-size: 1.6rem; font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures div:not(:first-child) dd { font-size: 1.25rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0; padding: 0; list-style: none; font-size: .95rem; }
nav a { display: inline-block; padding: .25rem 0; }
.steps { margin: 0; padding: 0; list-style: none; counter-reset: step; display: grid; gap: .8rem; }
.steps li { counter-increment: step; padding: .7rem 1rem .8rem; background: var(--raised); border-left: .35rem solid var(--soft); border-radius: .3rem; }
.steps li.pass { border-color: var(--pass); } .steps li.fail { border-color: var(--fail); } .steps li.unknown { border-color: var(--unknown); }
.steps h3 { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: 0; }
.steps h3::before { content: counter(step) "."; position: absolute; } .steps h3 { padding-left: 1.5rem; position: relative; } .steps h3::before { left: 0; }
.steps p { color: var(--soft); }
.steps dl { margin: .3rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem; }
.steps dt { font-weight: 600; } .steps dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; font-size: .95rem; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; font-size: .9rem; white-space: nowrap; }
tbody th { font-weight: 500; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.text { min-width: 6rem; } td.text:last-child { min-width: 11rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .5rem 1.5rem; margin: 0; }
.facts dt { color: var(--soft); font-size: .9rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .7rem .9rem; background: var(--raised); border-radius: .3rem; overflow-x: auto; }
code { font: .92em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
details { margin: .5rem 0; } summary { cursor: pointer; padding: .3rem 0; color: var(--link); }
figure { margin: 1.2rem 0; } figcaption { font-weight: 600; color: var(--ink); }
.void { color: var(--unknown); font-weight: 600; }
.chart { display: block; margin: .3rem 0 0; overflow: visible; font-size: .85rem; }
.chart text { fill: var(--ink); dominant-baseline: auto; }
.chart .lane { fill: var(--soft); dominant-baseline: middle; paint-order: stroke; stroke: var(--paper); stroke-width: .3rem; }
.chart .tick { fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .on { dominant-baseline: central; fill: var(--on); font-weight: 600; }
.chart .on.backup, .chart .on.starting, .chart .on.off, .chart .on.fault, .chart .on.past { fill: var(--calm-ink); font-weight: 400; }
.grid { stroke: var(--line); stroke-width: 1; } .axis { stroke: var(--soft); stroke-width: 1; }
rect.first { fill: var(--first); } rect.second { fill: var(--second); } rect.third { fill: var(--third); } rect.other { fill: var(--other); }
rect.lost { fill: var(--lost); } rect.good { fill: var(--good); } rect.backup, rect.starting, rect.past { fill: var(--calm); }
rect.starting { opacity: .7; } rect.off { fill: none; stroke: var(--soft); stroke-dasharray: 3 3; } rect.fault { fill: var(--calm); stroke: var(--fail); stroke-width: 2; }
rect.wait { fill: var(--wait); } rect.skew { fill: var(--skew); } rect.rest { fill: var(--soft); } .chart .on.rest { fill: var(--paper); }
rect.blind { fill: none; stroke: var(--unknown); stroke-dasharray: 2 3; } .chart .on.blind { fill: var(--unknown); font-weight: 400; }
rect.hung { fill: none; stroke: var(--fail); stroke-width: 2; stroke-dasharray: 6 3; }
rect.allowed { fill: none; stroke: var(--ink); stroke-width: 1.5; }
.advert { stroke: var(--ink); stroke-width: 1.5; }
.strike { stroke: var(--fail); stroke-width: 2; } .healing { stroke: var(--pass); stroke-width: 2; }
.chart text.strike { fill: var(--fail); stroke: none; font-weight: 700; } .chart text.healing { fill: var(--pass); stroke: none; font-weight: 700; }
.trough { fill: var(--calm); } .share { fill: var(--first); } .expected { stroke: var(--ink); stroke-width: 3; }
.protocol { stroke: var(--soft); stroke-width: 2; stroke-dasharray: 6 4; } .dot { fill: var(--first); stroke: var(--paper); stroke-width: 1; } .dot.void { fill: none; stroke: var(--unknown); stroke-width: 2; }
@media (max-width: 30rem) {
  body { padding: 0 .7rem 2rem; } h1 { font-size: 1.4rem; } header { padding: .8rem .8rem .9rem; }
  .chart { font-size: .75rem; } .steps dl { grid-template-columns: 1fr; gap: 0; } .steps dd { margin-bottom: .3rem; }
  table { font-size: .88rem; } th, td { padding-right: .7rem; } thead th, thead th.figure { white-space: normal; } td.text { min-width: 5rem; }
}
@media (min-width: 70rem) and (max-height: 50rem) { html { font-size: 137.5%; } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --soft: #333; }
  html { font-size: 10pt; } body { max-width: none; padding: 0; } nav, .skip { display: none; }
  section, .steps li, .chart, table { break-inside: avoid; } section { break-inside: auto; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } table { font-size: .85rem; } th, td { padding-right: .5rem; } td.text, td.text:last-child { min-width: 0; }
  td.figure, th.figure, thead th { white-space: normal; } header, .steps li { border: 1px solid #333; border-left-width: .4rem; }
  rect, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
