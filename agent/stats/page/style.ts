import { Html } from "./html.ts";

/** One sheet for phone, desktop and projector, light and dark; states are told by words too, not by colour alone. */
export const style = new Html(`<style>
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#f6f8fa;--card:#fff;--link:#0550ae;
--good:#1a7f37;--warn:#9a6700;--bad:#cf222e;--calm:#57606a;--drain:#0969da}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--page:#0d1117;--card:#151b23;
--link:#79b8ff;--good:#3fb950;--warn:#d29922;--bad:#ff7b72;--calm:#9198a1;--drain:#79b8ff}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
main{max-width:100rem;margin:auto}
h1{font-size:1.4rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:0}
a{color:var(--link)}
header p{margin:.2rem 0;color:var(--soft)}
nav{display:flex;flex-wrap:wrap;gap:.4rem 1rem;margin:.6rem 0}
section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:1rem 0;padding:.75rem}
.wide{overflow-x:auto;margin-top:.5rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .55rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:var(--card)}
thead th{color:var(--soft);font-weight:600;font-size:.85rem;vertical-align:bottom}
td.text,th.text{text-align:left}thead th small{font-weight:400}
tr.sum td{font-weight:600}
.state{font-weight:700}.state::before{content:"\\25CF";margin-right:.35em}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.calm{color:var(--calm)}.drain{color:var(--drain)}
small{color:var(--soft)}
form p{margin:.6rem 0 0;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
select,button{font:inherit;padding:.35rem .7rem;border:1px solid var(--line);border-radius:.35rem;background:var(--card);color:var(--ink)}
label{display:inline-flex;gap:.45rem;align-items:center;min-height:1.8rem}
input[type=checkbox]{width:1.15rem;height:1.15rem}
.said{border-left:.3rem solid var(--drain);padding:.5rem .75rem;background:var(--card)}
</style>`);
