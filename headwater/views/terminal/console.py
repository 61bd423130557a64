"""The screen: what is safe to print, how wide it is, and lines with a label and a hanging indent."""

import re
import sys
from functools import partial
from typing import TextIO

from rich.console import Console
from rich.text import Text

PIPED = 1_000_000
"""The width of a pipe or a file: nothing is broken or cut."""

NARROW = 26
"""Fewer columns than this beside a label, and the text goes below it."""

_LINE_ENDS = re.compile(r"[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*|[\t\xa0]")
_CONTROLS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def open_console(stream: TextIO | None = None, width: int | None = None) -> Console:
    """The screen to print on: as wide as the terminal; piped, without colour and as wide as it needs to be."""
    stream = stream or sys.stdout
    plain = partial(Console, file=stream, highlight=False, markup=False, emoji=False)
    console = plain(width=width) if width else plain()
    if not (console.is_terminal or width):
        console = plain(width=PIPED, color_system=None, no_color=True)
    # rich would end the process with 1; a reader that has seen enough is no error, and cli.py knows what to do
    setattr(console, "on_broken_pipe", _tell_closed)  # noqa: B010
    return console


def _tell_closed() -> None:
    raise BrokenPipeError


def clean(text: str) -> str:
    """A stranger's text on one line, with nothing in it that a terminal would obey; it is seen, not done.

    >>> clean("a\\x1b[31mred\\n\\nb\\u202ec")
    'a␛[31mred b�c'
    """
    return _CONTROLS.sub(_picture, _LINE_ENDS.sub(" ", text))


def clean_lines(text: str) -> list[str]:
    """The lines of a stranger's text, each of them clean.

    >>> clean_lines("a\\r\\nb\\x07")
    ['a', 'b␇']
    """
    return [clean(line) for line in re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)]


def print_entry(
    console: Console, text: str | Text, *, label: str = "", indent: int = 0, column: int = 0, style: str = ""
) -> None:
    """One entry: a label in a column of its own, and the text beside it, wrapped under itself; piped, on one line."""
    body = text if isinstance(text, Text) else Text(clean(text), style)
    left = Text(" " * indent)
    if label or column:
        left.append(label.ljust(column), "dim" if column else "")
    room = console.width - left.cell_len
    if column and room < NARROW and console.width < PIPED:
        left.rstrip()
        console.print(left, soft_wrap=True)
        left, room = Text(" " * (indent + 2)), console.width - indent - 2
    lines = body.wrap(console, max(room, 12)) if console.width < PIPED else [body]
    for line in lines:
        line.rstrip()
        console.print(left + line, soft_wrap=True)
        left = Text(" " * left.cell_len)


def print_heading(console: Console, text: str) -> None:
    """A heading with a line of space before it."""
    console.print()
    print_entry(console, Text(clean(text), "bold"))


def count_of(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, thousands marked.

    >>> count_of(1, "article"), count_of(1200, "article"), count_of(0, "copy", "copies")
    ('1 article', '1,200 articles', '0 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


FEW = 3
"""Words that are not worth leaving out: to say so takes as many."""


def shorten_words(text: str, most: int) -> str:
    """A long text as its beginning and its end, with the number of words between.

    >>> shorten_words("one two three four five six seven eight nine ten", 6)
    'one two three four [… 4 words …] nine ten'
    >>> shorten_words("one two three four five six seven eight", 6)
    'one two three four five six seven eight'
    """
    words = text.split()
    if len(words) <= most + FEW:
        return text
    tail = most // 3
    return f"{' '.join(words[: most - tail])} [… {len(words) - most:,} words …] {' '.join(words[-tail:])}"


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 32 else "␡" if code == 127 else "�"
