"""A plain text file, line by line: an article that somebody kept without its page, or a page with all its chrome.

What a line says plainly of itself (line_rules.py) is believed; whether it belongs to the article is the classifier's
business (line_model.py); where the article begins, ends and has its headline is decided over the whole text.
"""

import re
from collections.abc import Sequence

import numpy as np

from headwater.articles.line_features import Floats
from headwater.articles.line_gates import Kinds, find_possible
from headwater.articles.line_model import CLASSES, classify_lines
from headwater.articles.line_rules import (
    find_credit,
    find_subject,
    is_agency_line,
    is_bio,
    is_buttons,
    is_byline,
    is_caption,
    is_date_line,
    is_notice,
    is_offer,
)  # fmt: skip
from headwater.articles.lines import Line
from headwater.articles.page_heads import STOP, free_headline, place_bylines, place_sections, place_title
from headwater.text import find_words

_BODY, _CAPTION = CLASSES.index("body"), CLASSES.index("caption")
_STAFF = re.compile(
    r"\b(?:staff|newsroom|team|desk|news|reporters|editors|correspondents|redaktion|rédaction|redacción)$",
    re.IGNORECASE,
)
_PROSE = 8
"""Words of a line that ends as a sentence does, from which it counts as prose."""
_SENTENCE = 4
"""Words of the shortest sentence that is a paragraph."""
_NEAR = 6
"""Lines from the article within which a caption, a notice or a line about the author belongs to it."""
_MENU = 30
"""Short lines that make a menu."""
_LIGHT = 0.12
"""Share of the words of a text in lines that look like chrome, below which it is an article that stands alone."""
_PROSE_LEAST, _EDGE_LEAST, _INNER_LEAST = 0.15, 0.1, 0.4
"""Least probability of body: of prose inside the article, beside it, of any line between two of it."""
_BONUS = 1.2
"""What prose has in its favour: higher takes in teasers, lower loses short paragraphs (cross-validation over pages)."""


def divide_page(lines: Sequence[Line]) -> list[str]:
    """What each line is: title, section, byline, caption, credit, notice, bio, body or chrome."""
    possible = find_possible([line.text for line in lines])
    said = [name_line(line, kinds) for line, kinds in zip(lines, possible, strict=True)]
    thought = classify_lines(lines)
    if is_alone(lines, said, thought):
        return divide_alone(lines, said, thought)
    body = find_body(lines, said, thought)
    labels = [_settle(i, said, body, thought) for i in range(len(lines))]
    keep_authors(lines, labels)
    free_headline(lines, labels, thought)
    place_title(lines, labels, said, thought)
    place_bylines(lines, labels, said)
    place_sections(lines, labels, said, thought)
    return labels


def name_line(line: Line, possible: Kinds) -> str:
    """What a line plainly says it is; "" where it does not. `possible` is what it can be, by find_possible."""
    text = line.text
    if not any(c.isalpha() for c in text) or is_date_line(text) or is_buttons(text):
        return "chrome"
    if is_byline(text):
        return "byline"
    if is_agency_line(text):
        return "credit"
    credit = find_credit(text)
    if credit == (0, len(text)) and not (STOP.search(text) and len(text) > 60):
        return "credit"
    if is_caption(text) or (credit and len(text) < 300):
        return "caption"
    if "notice" in possible and is_notice(text):
        return "notice"
    if is_bio(text) and len(text) < 400:
        return "bio"
    if "offer" in possible and is_offer(text) and (not STOP.search(text) or len(text) < 160):
        return "offer"
    return ""


def is_alone(lines: Sequence[Line], said: Sequence[str], thought: Floats) -> bool:
    """Whether a text is an article and nothing else: hardly a line of it looks like chrome."""
    words = [len(find_words(line.text)) for line in lines]
    odd = [
        i for i in range(1, len(lines))
        if said[i] in ("offer", "chrome")
        or (not said[i] and words[i] < _PROSE and words[i - 1] < 12 and not STOP.search(lines[i].text))
    ]  # fmt: skip
    if len(odd) > 2 or sum(words[i] for i in odd) > _LIGHT * sum(words) or any(said[i] == "offer" for i in odd):
        return False
    return all(
        thought[i, _BODY] > 0.3 or STOP.search(lines[i].text) or said[i] for i in range(2, len(lines)) if i not in odd
    )


def has_chrome(lines: Sequence[Line]) -> bool:
    """Whether the text of a row is clearly a page with its menus: many lines, and most of them no sentences."""
    short = sum(len(line.text) < 60 and not STOP.search(line.text) for line in lines) if len(lines) >= _MENU else 0
    return short >= _MENU and short >= 0.6 * len(lines)


def divide_alone(lines: Sequence[Line], said: Sequence[str], thought: Floats) -> list[str]:
    """The labels of an article that stands alone: everything is body but what says plainly that it is not."""
    title = 0 if said[0] in ("", "offer") and is_headline(lines) else None
    labels = []
    for i, name in enumerate(said):
        near_end = i >= len(lines) - 4
        if i == title:
            labels.append("title")
        elif (
            name == "offer"
            or (name == "byline" and i > 4)
            or (name in ("bio", "notice") and not near_end and len(lines[i].text) > 250)
        ):
            labels.append("body")
        else:
            labels.append(name or "body")
    keep_authors(lines, labels)
    return labels if "body" in labels else ["body"] * len(lines)


def keep_authors(lines: Sequence[Line], labels: list[str]) -> None:
    """A line about somebody whom the article names is no line about its author: it is body again.

    The line must follow all body but the last paragraph, too. Authors named in a byline are authors.
    """
    body = " ".join(line.text for line, label in zip(lines, labels, strict=True) if label == "body")
    bylines = " ".join(line.text for line, label in zip(lines, labels, strict=True) if label == "byline").lower()
    last = max((i for i, label in enumerate(labels) if label == "body"), default=-1)
    for i, label in enumerate(labels):
        if label != "bio":
            continue
        subject = find_subject(lines[i].text)
        name = subject if _STAFF.search(subject) else subject.split(" ")[-1]
        if i < last - 1 or (name and name in body and name.lower() not in bylines):
            labels[i] = "body"


def is_headline(lines: Sequence[Line]) -> bool:
    """Whether the first line is a headline: shorter than what follows, no sentence, or one in a title's capitals."""
    text, rest = lines[0].text, [len(find_words(line.text)) for line in lines[1:]]
    words = [text[s:e] for s, e in find_words(text)]
    if not rest or len(words) > 30 or len(text) > 220 or len(words) >= max(rest) or text.endswith((":", ",")):
        return False
    if not STOP.search(text) or text.rstrip("\"'”’").endswith(("?", "!")):
        return True
    long = [word for word in words[1:] if len(word) > 3]
    return len(words) <= 20 and sum(word[:1].isupper() for word in long) >= 0.6 * max(2, len(long))


def find_body(lines: Sequence[Line], said: Sequence[str], thought: Floats) -> list[bool]:
    """The lines of the article: what the classifier takes for body, and the prose around and between such lines."""
    weights = np.array([min(1.0, len(find_words(line.text)) / 12.0) + 0.05 for line in lines])
    prose = np.array([_is_prose(line, name) for line, name in zip(lines, said, strict=True)])
    odds = np.clip(np.log(thought[:, _BODY] + 1e-3) - np.log(1.0 - thought[:, _BODY] + 1e-3), -4.0, 4.0)
    low, high = _find_best_run(weights * odds + np.where(prose, _BONUS, 0.0))
    body = [
        bool(p > 0.5) and (not name or (name == "offer" and _is_prose(line, "")))
        for line, p, name in zip(lines, thought[:, _BODY], said, strict=True)
    ]
    for i in range(low, high):
        body[i] = body[i] or bool(prose[i] and thought[i, _BODY] > _PROSE_LEAST)
    for i in (
        *range(high, len(lines)),
        *range(low - 1, -1, -1),
    ):  # the first and the last paragraph are the likeliest to be missed
        neighbour = body[i - 1] if i >= high else body[i + 1] if i + 1 < len(body) else False
        sentence = not said[i] and STOP.search(lines[i].text) and len(find_words(lines[i].text)) >= _SENTENCE
        body[i] = body[i] or bool(neighbour and sentence and thought[i, _BODY] > _EDGE_LEAST)
    for i in range(low + 1, high - 1):
        body[i] = body[i] or (not said[i] and thought[i, _BODY] > _INNER_LEAST and body[i - 1] and body[i + 1])
    if not any(body):
        body[int(np.argmax(thought[:, _BODY]))] = True
    return body


def _is_prose(line: Line, said: str) -> bool:
    """Whether a line is a sentence or more; a single question is as often a teaser."""
    text = line.text
    if said not in ("", "bio") or not STOP.search(text) or len(find_words(text)) < _PROSE:
        return False
    return not text.rstrip("\"'”’)").endswith("?") or bool(re.search(r"[.!?]\s", text))


def _find_best_run(scores: Floats) -> tuple[int, int]:
    """Where the run of lines with the greatest sum begins and ends (Kadane)."""
    best, run, start, found = 0.0, 0.0, 0, (0, 0)
    for i, score in enumerate(scores.tolist()):
        if run <= 0:
            run, start = 0.0, i
        run += score
        if run > best:
            best, found = run, (start, i + 1)
    return found


def _settle(i: int, said: Sequence[str], body: Sequence[bool], thought: Floats) -> str:
    if said[i] == "bio" and any(body[max(0, i - 3) : i]):
        return "bio"
    if body[i]:
        return "body"
    if said[i] in ("byline", "caption", "credit", "notice") and any(body[max(0, i - _NEAR) : i + _NEAR + 1]):
        return said[i]
    if said[i] == "" and thought[i, _CAPTION] > 0.5:
        return "caption"
    return "chrome"
