"""Which lines of a page that was rendered to text are the article (a first version by rules)."""

from collections.abc import Sequence

from headwater.articles.line_rules import (
    find_credit,
    is_bio,
    is_buttons,
    is_byline,
    is_caption,
    is_date_line,
    is_notice,
    is_offer,
)
from headwater.articles.lines import Line


def divide_page(lines: Sequence[Line]) -> list[str]:
    """What each line is: title, section, byline, caption, credit, notice, bio, body or chrome."""
    long = [_is_prose(line) for line in lines]
    if not any(long):
        return ["body"] * len(lines)
    first, last = long.index(True), len(long) - 1 - long[::-1].index(True)
    labels = ["chrome"] * len(lines)
    for i, line in enumerate(lines):
        labels[i] = _label(line, first <= i <= last)
    title = next((i for i in range(first - 1, -1, -1) if labels[i] == "chrome" and _is_headline(lines[i])), None)
    if title is not None:
        labels[title] = "title"
        for i in range(title - 1, -1, -1):
            if labels[i] == "chrome" and len(lines[i].text.split()) <= 4 and title - i < 4:
                labels[i] = "section"
    return labels


def _label(line: Line, inside: bool) -> str:
    text = line.text
    if is_date_line(text) or is_buttons(text):
        return "chrome"
    if is_byline(text):
        return "byline"
    if is_caption(text):
        return "caption"
    if find_credit(text) == (0, len(text)):
        return "credit"
    if is_notice(text):
        return "notice"
    if is_bio(text) and len(text) < 300:
        return "bio"
    if is_offer(text) and len(text) < 250:
        return "chrome"
    return "body" if inside else "chrome"


def _is_prose(line: Line) -> bool:
    return (
        len(line.text.split()) > 12
        and _label(line, True) == "body"
        and line.text.rstrip("”\"’') ").endswith((".", "!", "?", "…"))
    )


def _is_headline(line: Line) -> bool:
    return 4 <= len(line.text.split()) <= 30 and not is_offer(line.text)
