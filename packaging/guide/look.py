"""How the site looks: light, dark, on a phone and on paper; the colours are those of the app."""

from promptrun_desktop.ui.theme import DARK, LIGHT, Tokens


def _colours(tokens: Tokens) -> str:
    names = ("bg", "side", "fg", "dim", "line", "accent", "sel", "code")
    return " ".join(f"--{name}: {getattr(tokens, name)};" for name in names)


STYLE = f"""/* Made by `python3 dev.py guide`. */
:root {{ color-scheme: light dark; {_colours(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: var(--bg); color: var(--fg); overflow-wrap: anywhere;
  font: 17px/1.6 system-ui, sans-serif; display: grid; min-height: 100vh;
  grid-template: 1fr auto / 264px minmax(0, 1fr); }}
nav {{ grid-row: 1 / 3; background: var(--side); border-inline-end: 1px solid var(--line);
  padding: 24px 12px; font-size: 15px; }}
nav ul {{ list-style: none; margin: 0; padding: 0; position: sticky; top: 24px; }}
nav li:first-child {{ font-weight: 600; margin-bottom: 12px; }}
nav a {{ display: block; padding: 6px 12px; border-radius: 8px; color: var(--fg);
  text-decoration: none; }}
nav a:hover {{ text-decoration: underline; }}
nav a[aria-current] {{ background: var(--sel); }}
main, footer {{ width: 100%; max-width: 752px; padding: 32px 40px; }}
footer {{ padding-block: 16px; font-size: 14px; color: var(--dim); }}
h1 {{ font-size: 30px; line-height: 1.25; margin: 0 0 16px; }}
h2 {{ font-size: 21px; line-height: 1.3; margin: 40px 0 8px; }}
h3 {{ font-size: 17px; margin: 24px 0 8px; }}
p, ul, ol, pre {{ margin: 12px 0; }}
ul, ol {{ padding-inline-start: 26px; }}
li {{ margin: 4px 0; }}
.pages {{ font-size: 18px; }}
a {{ color: var(--accent); }}
a:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }}
em {{ font-style: normal; font-weight: 600; }}
code, pre {{ font: 0.88em/1.5 ui-monospace, monospace; background: var(--code); }}
code {{ border-radius: 4px; padding: 1px 5px; white-space: nowrap; }}
pre {{ border-radius: 10px; padding: 12px 16px; white-space: pre-wrap; }}
pre code {{ padding: 0; white-space: inherit; }}
.shown img {{ display: block; max-width: 100%; height: auto; margin: 20px 0; border-radius: 10px;
  border: 1px solid var(--line); }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: 16px; table-layout: fixed; }}
th, td {{ text-align: start; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }}
td code {{ white-space: normal; }}
th {{ color: var(--dim); font-weight: 500; font-size: 14px; }}
.next {{ margin-top: 40px; padding-top: 16px; border-top: 1px solid var(--line); }}
.skip {{ position: absolute; inset-inline-start: -9999px; }}
.skip:focus {{ inset-inline-start: 12px; top: 12px; background: var(--bg); padding: 8px 12px;
  z-index: 1; }}
@media (max-width: 760px) {{
  body {{ display: block; }}
  nav {{ border: 0; border-bottom: 1px solid var(--line); padding: 8px; }}
  nav ul {{ position: static; display: flex; flex-wrap: wrap; }}
  nav li:first-child {{ margin: 0; }}
  nav a {{ padding: 8px 10px; }}
  main, footer {{ padding: 20px 16px; }}
  h1 {{ font-size: 26px; }}
  code {{ white-space: normal; }}
  table {{ font-size: 14px; }}
}}
@media print {{
  :root {{ color-scheme: light; {_colours(LIGHT)} }}
  body {{ display: block; font-size: 11pt; }}
  nav, .skip, .next {{ display: none; }}
  main, footer {{ max-width: none; padding: 0; }}
  h2, h3 {{ break-after: avoid; }}
  .shown, tr {{ break-inside: avoid; }}
  .shown img {{ max-height: 11cm; width: auto; }}
  a {{ color: inherit; }}
}}
@page {{ margin: 18mm 16mm; }}
"""
