"""How the page of a report looks: calm on a screen, light or dark as the reader's system is, and whole on paper."""

from pmtui.exchange.page import PALETTE, PRINTED

STYLE = (
    PALETTE
    + """\
body {
  margin: 0; background: var(--bg); color: var(--text);
  font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Lato, Arial, sans-serif;
}
main { margin: 0 auto; padding: 2.25rem 2rem 4rem; max-width: 74rem; }
header { border-bottom: 1px solid var(--rule); padding-bottom: .9rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; font-weight: 600; color: var(--strong); overflow-wrap: anywhere; }
.date { margin: .25rem 0 0; color: var(--dim); }
section { margin: 2rem 0 0; }
h2 { margin: 0 0 .6rem; font-size: 1.15rem; font-weight: 600; color: var(--strong); }
h3 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--strong); }
p { margin: .35rem 0; max-width: 48rem; overflow-wrap: anywhere; }
ul { margin: .35rem 0; padding-left: 1.25rem; max-width: 54rem; }
li { margin: .15rem 0; overflow-wrap: anywhere; }
li::marker { color: var(--dim); }
.table { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem 1.4rem .3rem 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
td.short { white-space: nowrap; }
.long { overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 600; border-color: var(--rule); }
.number { text-align: right; white-space: nowrap; }
.rag {
  display: inline-block; width: 1.45em; margin-right: .5em; border-radius: 3px; text-align: center; line-height: 1.45;
}
.rag.r { background: #A11D12; color: #FFF; }
.rag.a { background: #F4BC50; color: #11151B; }
.rag.g { background: #006B5A; color: #FFF; }
.rag.none { box-shadow: inset 0 0 0 1px var(--rule); color: var(--dim); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); gap: 1.6rem 2rem; }
figure { margin: .6rem 0 0; }
figcaption { min-height: 4.1rem; }
figcaption p { margin: 0; color: var(--dim); font-size: .92rem; }
a { color: var(--accent); }
svg { display: block; width: 100%; max-width: 40rem; height: auto; margin-top: .4rem; }
text { font-size: 12.5px; fill: var(--text); font-variant-numeric: tabular-nums; }
.small { font-size: 11.5px; fill: var(--dim); }
.end { text-anchor: end; }
.middle { text-anchor: middle; }
text.warn { fill: var(--warn); }
.grid { stroke: var(--faint); fill: none; }
.axis { stroke: var(--rule); fill: none; }
.mark { stroke: var(--crit-rest); stroke-dasharray: 1 3; fill: none; }
.line { fill: none; stroke: var(--bar); stroke-width: 2; stroke-linejoin: round; }
.line.dots { stroke-dasharray: 4 3; }
.line.ok { stroke: var(--good); }
.line.base { stroke: var(--base); }
.line.link { stroke: var(--link); stroke-width: 1.2; }
.line.warn, .line.crit { stroke: var(--crit); }
.line.alarm { stroke: var(--bad); }
.line.bar-rest { stroke: var(--rest); }
.fill, .band { fill: var(--bar); }
.band { stroke: var(--bg); stroke-width: .75; }
.fill.ok, .band.ok { fill: var(--good); }
.fill.base, .band.base { fill: var(--base); }
.fill.link, .band.link { fill: var(--faint); }
.fill.warn, .band.warn, .fill.crit, .band.crit { fill: var(--crit); }
.fill.alarm, .band.alarm { fill: var(--bad); }
.fill.bar-rest, .band.bar-rest { fill: var(--rest); }
.dot { fill: var(--bar); stroke: var(--bg); stroke-width: .75; }
.numbers { border-top: 1px solid var(--rule); padding-top: 1.4rem; margin-top: 3rem; }
.numbers h3 { margin: 1.2rem 0 0; }
.numbers table { font-size: .85rem; }
footer { margin-top: 2.5rem; color: var(--dim); font-size: .8rem; overflow-wrap: anywhere; }
@page { size: A4; margin: 16mm 15mm; }
@media print {"""
    + PRINTED
    + """\
  body { font-size: 10pt; }
  main { padding: 0; max-width: none; }
  h1 { font-size: 17pt; }
  h2 { font-size: 12pt; }
  h2, h3, figcaption { break-after: avoid; }
  section { margin-top: 6mm; }
  figure, tr, li { break-inside: avoid; }
  .figures { display: block; }
  figcaption { min-height: 0; }
  figcaption a { display: none; }
  svg { max-width: 150mm; }
  .table { overflow: visible; }
  table { font-size: 9pt; }
  th, td { padding-right: .9rem; }
  thead { display: table-header-group; }
  .numbers { break-before: page; border: 0; padding: 0; margin: 0; }
  .numbers table { font-size: 8.5pt; }
}
"""
)
