"""How an exported page looks: light, dark and on paper."""

from promptrun_desktop.formats.html_formula import BASELINES

STYLE = (
    """
:root { color-scheme: light dark;
  --bg: #FFFFFF; --fg: #1B1F24; --dim: #58616C; --faint: #646D78; --line: #E3E6EA;
  --accent: #3052CC; --user: #F1F4FC; --code: #F6F7F9; --head: #EDEFF2; --warn: #8A5A00;
  --keyword: #B3261E; --string: #1F6F43; --name: #6A3FC4; }
@media (prefers-color-scheme: dark) { :root {
  --bg: #16181C; --fg: #E6E8EB; --dim: #A3ABB6; --faint: #98A1AD; --line: #2C3138;
  --accent: #8FA8FF; --user: #20263A; --code: #1E2126; --head: #262A31; --warn: #F0C46B;
  --keyword: #FF8A80; --string: #7FD8A6; --name: #BDA4FF; } }
* { box-sizing: border-box; }
body { max-width: 728px; margin: 0 auto; padding: 32px 16px; background: var(--bg);
  color: var(--fg); font: 16px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 24px; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 14px; margin: 0; color: var(--dim); }
h3, h4, h5, h6 { font-size: 17px; line-height: 1.3; margin: 24px 0 8px; }
p, ul, ol, pre, blockquote { margin: 8px 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 16px; margin: 0 0 16px;
  font-size: 14px; color: var(--dim); }
dd { margin: 0; }
article, section { margin: 24px 0; }
/* Thousands of messages are laid out as they come into sight. */
article { content-visibility: auto; contain-intrinsic-size: auto 300px; }
article.user { margin-inline-start: 64px; padding: 12px 16px; border-radius: 12px;
  background: var(--user); }
.about { font-size: 12px; color: var(--faint); }
.ending { font-size: 14px; color: var(--warn); }
.plain { white-space: pre-wrap; unicode-bidi: plaintext; }
ul, ol { padding-inline-start: 28px; }
li { margin: 4px 0; }
li > p:first-child { margin-top: 0; }
.task { list-style: none; }
details { color: var(--dim); margin: 8px 0; }
summary { cursor: pointer; font-size: 14px; }
blockquote { padding-inline-start: 16px; border-inline-start: 3px solid var(--line);
  margin-inline: 0; color: var(--dim); }
hr { border: 0; border-top: 1px solid var(--line); margin: 24px 0; }
a { color: var(--accent); }
code, pre, var { font: 14px/1.5 ui-monospace, monospace; }
code, var { white-space: break-spaces; }
:not(pre) > code, var { background: var(--code); border-radius: 4px; padding: 1px 4px; }
svg { fill: currentColor; max-width: 100%; }
.middle { vertical-align: middle; }
.display { display: block; margin: 8px 0; overflow-x: auto; text-align: center; }
.display svg { vertical-align: middle; max-width: none; }
td .display, th .display { margin: 0; text-align: inherit; }
pre { background: var(--code); border-radius: 10px; padding: 12px 16px; white-space: pre-wrap; }
.language { font-size: 12px; color: var(--faint); margin: 8px 0 -4px; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; font-size: 14px; overflow-wrap: normal; }
th, td { border: 1px solid var(--line); padding: 6px 12px; vertical-align: top; }
th { background: var(--head); }
th:not([align]) { text-align: start; }
.keyword { color: var(--keyword); } .string { color: var(--string); } .name { color: var(--name); }
.number { color: var(--name); } .comment { color: var(--faint); }
@media (max-width: 600px) { article.user { margin-inline-start: 24px; } }
@media print { :root { color-scheme: light; --bg: #FFFFFF; --fg: #1B1F24; --dim: #58616C;
    --faint: #646D78; --line: #E3E6EA; --accent: #3052CC; --user: #F1F4FC; --code: #F6F7F9;
    --head: #EDEFF2; --warn: #8A5A00; --keyword: #B3261E; --string: #1F6F43; --name: #6A3FC4; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  article { content-visibility: visible; }
  article.user { margin-inline-start: 32px; border: 1px solid var(--line); }
  pre { border: 1px solid var(--line); }
  pre, article.user { box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  p, li, pre { orphans: 3; widows: 3; }
  h1, h2, h3, h4, h5, h6, .about, .language { break-after: avoid; }
  tr, svg, .ending { break-inside: avoid; }
  thead { display: table-header-group; }
  .table, .display { overflow: visible; }
  /* Paper does not scroll. */
  table { font-size: 9pt; overflow-wrap: anywhere; }
  th, td { padding: 3px 6px; }
  .display svg { max-width: 100%; height: auto; }
  /* What was left folded up would be a word without what it promises. */
  details:not([open]) { display: none; }
  a { color: inherit; } }
@page { margin: 18mm 16mm; }
"""
    + BASELINES
)
