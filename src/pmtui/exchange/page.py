"""A page that opens in any browser: its frame, and the colours of all our pages, on a screen and on paper.

Nothing in it runs and nothing is asked from outside: no script, and a policy that would stop one.
"""

import base64
import hashlib
from collections.abc import Iterable
from html import escape

PALETTE = """
:root {
  --bg: #FBFAF7; --surface: #EFEDE7; --off: #F1EEE7; --rule: #B9B6AD; --faint: #E4E0D7; --dim: #5A6270;
  --text: #242A33; --strong: #000; --bad: #A11D12; --good: #006B5A; --warn: #825C00; --bar: #3C7CC4; --rest: #9DBFE6;
  --crit: #B96C00; --crit-rest: #E8BE78; --crit-text: #825C00; --base: #3A434F; --link: #6F7680; --today: #A11D12;
  --sum: #3A434F; --sel: #E6EAF0; --accent: #0B5CB5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #11151B; --surface: #1B222C; --off: #1A2028; --rule: #465262; --faint: #232B36; --dim: #9AA6B5;
    --text: #D7DEE7; --strong: #FFF; --bad: #FF8262; --good: #63CDB6; --warn: #F4BC50; --bar: #4C86C6; --rest: #2E5079;
    --crit: #E39A2D; --crit-rest: #74561F; --crit-text: #F4BC50; --base: #C3CBD6; --link: #7F8C9C;
    --today: #FF8262; --sum: #C3CBD6; --sel: #26303D; --accent: #76BAFF;
  }
}
* { box-sizing: border-box; }
"""
"""The colours as the reader's system is, light or dark."""

PRINTED = """
  :root {
    --bg: #FFF; --surface: #F1EEE7; --off: #F1EEE7; --rule: #B9B6AD; --faint: #E4E0D7; --dim: #4A525E; --text: #111;
    --strong: #000; --bad: #A11D12; --good: #006B5A; --warn: #6E4E00; --bar: #3C7CC4; --rest: #9DBFE6; --crit: #B96C00;
    --crit-rest: #E8BE78; --crit-text: #6E4E00; --base: #3A434F; --link: #6F7680; --today: #A11D12; --sum: #3A434F;
    --sel: #E6EAF0; --accent: #0B5CB5;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
"""
"""The colours on paper, for the inside of `@media print`."""


def framed(title: str, style: str, body: Iterable[str]) -> str:
    """A whole page: `title` is plain text, `style` the CSS, `body` the lines of HTML inside it."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" '
            f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )
