"""Rich text (RTF) as plain text, in one pass over its tokens, whatever is nested how deep.

Source: Microsoft, Rich Text Format Specification 1.9.1. Why no library: docs/decisions/office-files.md.
"""

import codecs
import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
_UNSEEN = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "filetbl",
        "fldinst",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "listtext",
        "pntext",
        "nonshppict",
        "shpinst",
        "bkmkstart",
        "bkmkend",
        "mmathPr",
        "annotation",
        "atnid",
        "atnauthor",
    ]
)
"""Destinations that hold no words of the text."""
_BREAKS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "  ", "nestcell": "  ", "nestrow": "\n",
    "tab": "  ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": "\n",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_FONT = re.compile(r"\\f(\d{1,6})\b[^{}\\]*(?:\\(?!f\d|fcharset)[a-z]+-?\d*[ ]?)*\\fcharset(\d{1,3})")
_FONT_TABLE = 200_000
"""Characters at the head of a file among which its table of fonts is looked for."""


@dataclass(frozen=True)
class _State:
    """What holds inside a group: whether it is seen, how many signs stand in for a Unicode one, its encoding."""

    seen: bool
    skip: int
    codec: str


def read_rich_text(data: bytes) -> tuple[str, bool]:
    r"""The text of a file in rich text, a paragraph a line, and whether every group in it is closed.

    Hidden and deleted text, heads and pictures are left out.

    >>> read_rich_text(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}The pier\'92s end.\par Gr\u252 ?n.}")
    ('The pier’s end.\nGrün.', True)
    """
    text = data.decode("latin-1")
    fonts = {int(number): _CHARSETS.get(int(charset), "") for number, charset in _FONT.findall(text[:_FONT_TABLE])}
    parts: list[str] = []
    state, waiting = _State(True, 1, "cp1252"), list[_State]()
    held, skipping, star, at = bytearray(), 0, False, 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        word, number, code, sign, brace, plain = match.groups()
        if code or plain:
            raw = bytes((int(code, 16),)) if code else plain.encode("latin-1")
            taken = min(skipping, len(raw))
            skipping -= taken
            held += raw[taken:] if state.seen else b""
            continue
        if held:
            parts.append(held.decode(state.codec, "replace"))
            held = bytearray()
        if brace == "{":
            waiting.append(state)
            skipping = 0
        elif brace == "}":
            state, skipping = (waiting.pop() if waiting else state), 0
        elif sign == "*":
            star = True
            continue
        elif sign:
            parts.append(_SIGNS.get(sign, "") if state.seen else "")
        elif word == "bin":
            at += max(0, int(number or 0))
        elif word == "u" and number:
            parts.append(chr(int(number) % 65536) if state.seen else "")
            skipping = state.skip
        elif word:
            parts.append(_BREAKS.get(word, "") if state.seen else "")
            state = _change_state(state, word, int(number) if number else None, fonts, star)
        star = False
    parts.append(held.decode(state.codec, "replace"))
    joined = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "\n".join(line.rstrip() for line in joined.split("\n")).strip("\n"), not waiting


def _change_state(state: _State, word: str, number: int | None, fonts: dict[int, str], star: bool) -> _State:
    """What holds behind a control word."""
    if word in _UNSEEN or (star and word not in ("shptxt", "fldrslt")):
        return replace(state, seen=False)
    if word in ("v", "deleted"):
        return replace(state, seen=number == 0)
    if word == "uc" and number is not None:
        return replace(state, skip=min(max(number, 0), 16))
    if word == "ansicpg" and number:
        return replace(state, codec=_find_codec(f"cp{number}") or state.codec)
    if word == "mac":
        return replace(state, codec="mac_roman")
    if word == "f" and number is not None and fonts.get(number):
        return replace(state, codec=fonts[number])
    return state


def _find_codec(name: str) -> str | None:
    name = {"cp65001": "utf-8", "cp10000": "mac_roman", "cp936": "gb18030", "cp950": "big5"}.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
