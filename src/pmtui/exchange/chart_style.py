"""How the page of the schedule looks: light and dark as the reader's system is, and on paper."""

from pmtui.exchange.page import PALETTE, PRINTED

STYLE = (
    PALETTE
    + """\
body {
  margin: 0 auto; padding: 1.75rem 2rem 3rem; min-width: 60rem; max-width: 100rem; background: var(--bg);
  color: var(--text); font: 15px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Lato, Arial, sans-serif;
}
h1 { margin: 0; font-size: 1.7rem; font-weight: 600; color: var(--strong); overflow-wrap: anywhere; }
.goal { margin: .2rem 0 0; color: var(--dim); max-width: 60rem; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2.75rem; margin: 1rem 0 1.4rem; }
dt { color: var(--dim); font-size: .8rem; }
dd { margin: 0; font-size: 1.1rem; font-variant-numeric: tabular-nums; }
.big dd { font-weight: 600; color: var(--strong); }
.bad dd { color: var(--bad); font-weight: 600; }
.good dd { color: var(--good); font-weight: 600; }
svg { display: block; }
svg.shared { position: absolute; }
svg.head { position: sticky; top: 0; z-index: 1; background: var(--bg); }
svg.head, svg.again, svg.sheet { width: 100%; height: auto; }
svg.again { display: none; }
.leaf { content-visibility: auto; contain-intrinsic-size: auto 46rem; }
text { font-size: 12px; fill: var(--text); font-variant-numeric: tabular-nums; }
.upper { font-weight: 600; }
.lower, .code, .who, .slack { fill: var(--dim); font-size: 11px; }
.who { paint-order: stroke; stroke: var(--bg); stroke-width: 3px; stroke-linejoin: round; }
text.sum { font-weight: 600; fill: var(--strong); }
.end { text-anchor: end; }
.line { stroke: var(--rule); fill: none; }
.week { stroke: var(--faint); fill: none; }
.month { stroke: var(--rule); stroke-opacity: .7; fill: none; }
.off { fill: var(--off); }
.today { stroke: var(--today); stroke-width: 1.4; fill: none; }
.now { fill: var(--today); }
.band { fill: transparent; }
.row:hover .band { fill: var(--sel); fill-opacity: .55; }
.bar { fill: var(--rest); }
.part { fill: var(--bar); }
.crit .bar { fill: var(--crit-rest); stroke: var(--crit); stroke-width: 1.5; }
.crit .part { fill: var(--crit); }
g.crit .slack { fill: var(--crit-text); font-weight: 600; }
.row .all.bar { fill: var(--sum); stroke: none; }
.all.bar { fill: var(--sum); }
.stone { fill: var(--sum); }
.crit .stone { fill: var(--crit); stroke: var(--crit-text); }
.stone.done { fill: var(--bar); }
.was { fill: none; stroke: var(--base); stroke-dasharray: 2 1.5; }
.base { fill: var(--base); fill-opacity: .75; }
.link { fill: none; stroke: var(--link); stroke-width: 1.1; }
.link.crit { stroke: var(--crit); }
.legend {
  display: flex; flex-wrap: wrap; gap: .35rem 1.6rem; list-style: none; margin: 1rem 0 2.2rem; padding: .7rem 0 0;
  border-top: 1px solid var(--rule); color: var(--dim); font-size: .82rem;
}
.legend li { display: flex; align-items: center; gap: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 1.05rem; font-weight: 600; padding: 0 0 .5rem; }
th, td { text-align: left; padding: .22rem .9rem .22rem 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
td { white-space: nowrap; }
td:last-child { white-space: normal; }
thead th { color: var(--dim); font-weight: 600; border-color: var(--rule); }
tbody th { font-weight: 400; overflow-wrap: anywhere; }
tr.sum th { font-weight: 600; }
tr.crit td, tr.crit th { color: var(--crit-text); }
@page { size: A4 landscape; margin: 11mm; }
@media print {"""
    + PRINTED
    + """\
  body { padding: 0; min-width: 0; max-width: none; font-size: 10pt; }
  h1 { font-size: 16pt; }
  dl { margin: 2mm 0 3mm; }
  svg.head { position: static; }
  .leaf { content-visibility: visible; }
  .leaf + .leaf { break-before: page; }
  svg.again { display: block; }
  .legend { break-inside: avoid; margin: 3mm 0 0; padding-top: 2mm; font-size: 7.5pt; }
  table { break-before: page; font-size: 8.5pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""
)
