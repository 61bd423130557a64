"""A plain text file, line by line: an article that somebody kept without its page, or a page with all its chrome.

What a line says plainly of itself (line_rules.py) is believed; whether it belongs to the article is the classifier's
business (line_model.py); where the article begins, ends and has its headline is decided over the whole text.
"""

import re
from collections.abc import Sequence

import numpy as np

from headwater.articles.line_features import Floats
from headwater.articles.line_model import CLASSES, classify_lines
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
from headwater.text import find_words

_BODY, _CAPTION, _CHROME, _TITLE = (CLASSES.index(name) for name in ("body", "caption", "chrome", "title"))
_STOP = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")
_LABEL_WORDS = 5
"""A section label or a cross-head has few words."""
_LIGHT = 0.12
"""Share of the words of a text in lines that look like chrome, below which it is an article that stands alone."""


def divide_page(lines: Sequence[Line]) -> list[str]:
    """What each line is: title, section, byline, caption, credit, notice, bio, body or chrome."""
    said = [name_line(line) for line in lines]
    if is_alone(lines, said):
        return divide_alone(lines, said)
    thought = classify_lines(lines)
    body = _find_body(lines, said, thought)
    labels = [_settle(i, line, said[i], body, thought) for i, line in enumerate(lines)]
    _place_title(lines, labels, said, thought)
    _place_sections(lines, labels, said)
    return labels


def name_line(line: Line) -> str:
    """What a line plainly says it is; "" where it does not."""
    text = line.text
    if is_date_line(text) or is_buttons(text):
        return "chrome"
    if is_byline(text):
        return "byline"
    if is_caption(text):
        return "caption"
    if find_credit(text) == (0, len(text)) and not (_STOP.search(text) and len(text) > 60):
        return "credit"
    if is_notice(text):
        return "notice"
    if is_bio(text) and len(text) < 300:
        return "bio"
    if is_offer(text) and (not _STOP.search(text) or len(text) < 160):
        return "offer"
    return ""


def is_alone(lines: Sequence[Line], said: Sequence[str]) -> bool:
    """Whether a text is an article and nothing else: hardly a line of it looks like chrome."""
    words = [len(find_words(line.text)) for line in lines]
    odd = [
        i for i in range(1, len(lines))
        if said[i] in ("offer", "chrome") or (not said[i] and words[i] < 8 and not _STOP.search(lines[i].text) and words[i - 1] < 12)
    ]  # fmt: skip
    return (
        len(odd) <= 2 and sum(words[i] for i in odd) <= _LIGHT * sum(words) and not any(said[i] == "offer" for i in odd)
    )


def divide_alone(lines: Sequence[Line], said: Sequence[str]) -> list[str]:
    """The labels of an article that stands alone: everything is body but what says plainly that it is not."""
    title = 0 if said[0] in ("", "offer") and is_headline(lines) else None
    labels = []
    for i in range(len(lines)):
        near_end = i >= len(lines) - 4
        name = said[i]
        if i == title:
            name = "title"
        elif (
            name == "bio"
            and not near_end
            or name == "byline"
            and i > 4
            or name == "notice"
            and not near_end
            and len(lines[i].text) > 250
        ):
            name = ""
        elif name == "offer":
            name = ""
        labels.append(name or "body")
    return labels if "body" in labels else ["body"] * len(lines)


def is_headline(lines: Sequence[Line]) -> bool:
    """Whether the first line is a headline: shorter than what follows, and no sentence, or one in capitals of a title."""
    text, rest = lines[0].text, [len(find_words(line.text)) for line in lines[1:]]
    words = [text[s:e] for s, e in find_words(text)]
    if not rest or len(words) > 30 or len(text) > 220 or len(words) >= max(rest) or text.endswith((":", ",")):
        return False
    if not _STOP.search(text) or text.rstrip("\"'”’").endswith(("?", "!")):
        return True
    long = [word for word in words[1:] if len(word) > 3]
    return len(words) <= 20 and sum(word[:1].isupper() for word in long) >= 0.6 * max(2, len(long))


def _find_body(lines: Sequence[Line], said: Sequence[str], thought: Floats) -> list[bool]:
    """The lines of the article: what the classifier takes for body, and prose between two such lines."""
    body = [bool(p[_BODY] > 0.5) and name in ("", "offer") for p, name in zip(thought, said, strict=True)]
    for i, line in enumerate(lines):
        if not body[i] and not said[i] and thought[i, _BODY] > 0.2 and _STOP.search(line.text):
            body[i] = any(body[max(0, i - 3) : i]) and any(body[i + 1 : i + 4])
    if not any(body):
        best = int(np.argmax(thought[:, _BODY]))
        body[best] = True
    return body


def _settle(i: int, line: Line, said: str, body: Sequence[bool], thought: Floats) -> str:
    if body[i]:
        return "body"
    near = any(body[max(0, i - 6) : i + 7])
    if said in ("byline", "caption", "credit", "notice", "bio"):
        if near or said == "notice":
            return said
        return "chrome"
    if not said and thought[i, _CAPTION] > 0.5:
        return "caption"
    return "chrome"


def _place_title(lines: Sequence[Line], labels: list[str], said: Sequence[str], thought: Floats) -> None:
    """The headline: the likeliest line that is not body, rather one shortly before the article."""
    first = labels.index("body")
    scores = thought[:, _TITLE].astype(float)
    for i in range(len(lines)):
        distance = first - i
        scores[i] *= 0.0 if labels[i] == "body" or said[i] not in ("", "offer") else 1.0 if 0 < distance <= 30 else 0.3
    best = int(scores.argmax())
    if scores[best] > 0.15:
        labels[best] = "title"


def _place_sections(lines: Sequence[Line], labels: list[str], said: Sequence[str]) -> None:
    """Short lines right before the headline name its section; short lines between paragraphs are cross-heads."""
    if "title" not in labels:
        return
    at = labels.index("title") - 1
    while (
        at >= 0
        and labels[at] == "chrome"
        and not said[at]
        and 0 < len(lines[at].text.split()) <= _LABEL_WORDS
        and labels.index("title") - at <= 3
    ):
        labels[at] = "section"
        at -= 1
