"""What stands above and between the paragraphs of a page of text: headline, byline, section labels, cross-heads."""

import re
from collections.abc import Iterable, Sequence

from headwater.articles.line_features import Floats
from headwater.articles.line_model import CLASSES
from headwater.articles.lines import Line
from headwater.text import find_words

STOP = re.compile(r"""[.!?…。！？:]["'”’»)\]]*$""")
"""How a sentence ends."""
_BODY, _TITLE = CLASSES.index("body"), CLASSES.index("title")
_TRAIL = re.compile(
    r"[»›]|\s>\s|\s/\s|^(?:[*+•·▪-]|o)\s|^you are here|^(?:home|startseite|accueil|inicio)\b|[©|]|^\d\.\s",
    re.IGNORECASE,
)
"""The trail of sections that leads to a page, and what pages write below pictures."""
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]+(?:\s(?:[A-ZÀ-Þ][\w'’.-]*|de|da|van|von|der|bin|al|el|and|und|et|y|"
    r"&)){1,6}(?:,\s[A-ZÀ-Þ][\w'’. -]{2,40})?"
)
_LABEL_WORDS = 5
"""A section label has few words, and a cross-head not many more."""
_LABELS = 3
"""A page names its section in so many lines at most."""
_BEFORE = 8
"""Lines before the article among which a headline is likely even if it looks like none."""
_CROSS_HEAD_LEAST = 0.2
"""Least probability of body of a cross-head."""


def free_headline(lines: Sequence[Line], labels: list[str], thought: Floats) -> None:
    """A first line of the body that is no sentence may be the headline, where no other line is likely to be."""
    first = labels.index("body")
    headed = any(
        thought[i, _TITLE] > 0.3 and labels[i] == "chrome" and not _TRAIL.search(lines[i].text)
        for i in range(max(0, first - 12), first)
    )
    text = lines[first].text
    if not headed and not STOP.search(text) and 3 <= len(find_words(text)) <= 25 and labels.count("body") > 1:
        labels[first] = "chrome"


def place_bylines(lines: Sequence[Line], labels: list[str], said: Sequence[str]) -> None:
    """A name alone between the headline and the article, where no line says who wrote it."""
    if "title" not in labels or "byline" in labels:
        return
    title, first = labels.index("title"), labels.index("body")
    for i in range(title + 1, min(first, title + 6)):
        if labels[i] == "chrome" and not said[i] and _NAME.fullmatch(lines[i].text):
            labels[i] = "byline"
            return


def place_title(lines: Sequence[Line], labels: list[str], said: Sequence[str], thought: Floats) -> None:
    """The headline: the likeliest line that is not body, rather one shortly before the article and in its words."""
    first = labels.index("body")
    body = _fold_words(line.text for line, label in zip(lines, labels, strict=True) if label == "body")
    scores = thought[:, _TITLE].astype(float)
    for i, line in enumerate(lines):
        words = _fold_words([line.text])
        shared = len(words & body) / (len(words) or 1)
        scores[i] *= 0.0 if labels[i] == "body" or said[i] not in ("", "offer") else 0.25 + 0.75 * shared
        scores[i] *= (1.0 if 0 < first - i <= 30 else 0.3) * (
            0.5 if STOP.search(line.text) and not line.text.endswith("?") else 1.0
        )
        scores[i] *= 0.3 if _TRAIL.search(line.text) else 1.0
    best = int(scores.argmax())
    for i in range(best + 1, min(first, best + 4)):  # the trail of sections often ends with the headline that follows
        ours, theirs = _fold_words([lines[best].text]), _fold_words([lines[i].text])
        if not said[i] and theirs and len(ours & theirs) >= 0.8 * len(theirs) and len(theirs) >= 0.4 * len(ours):
            best, scores[i] = i, scores[best]
    if scores[best] <= 0.1:
        near = [
            i
            for i in range(max(0, first - _BEFORE), first)
            if labels[i] == "chrome" and not said[i] and _may_head(lines[i])
        ]
        best = max(near, key=lambda i: scores[i], default=-1)
    if best >= 0:
        labels[best] = "title"


def _may_head(line: Line) -> bool:
    return 4 <= len(find_words(line.text)) <= 30 and not STOP.search(line.text) and not _TRAIL.search(line.text)


def _fold_words(texts: Iterable[str]) -> set[str]:
    """The telling words of some lines: long ones, and characters of scripts without spaces."""
    return {
        word for text in texts for s, e in find_words(text) if len(word := text[s:e].lower()) > 3 or word > "\u2e7f"
    }


def place_sections(lines: Sequence[Line], labels: list[str], said: Sequence[str], thought: Floats) -> None:
    """Short lines right before the headline name its section; short lines between paragraphs are cross-heads."""
    for i in range(1, len(lines) - 1):
        if (
            labels[i] == "chrome"
            and not said[i]
            and thought[i, _BODY] > _CROSS_HEAD_LEAST
            and labels[i - 1] == labels[i + 1] == "body"
            and len(lines[i].text) < 90
            and not STOP.search(lines[i].text)
        ):
            labels[i] = "section"
    if "title" not in labels:
        return
    title, run = labels.index("title"), 0
    while run < title and _is_label(lines[title - 1 - run], labels[title - 1 - run], said[title - 1 - run]):
        run += 1
    for i in range(
        title - (run if run <= _LABELS else 1 if run else 0), title
    ):  # a longer run is a menu, and only its end may be the section
        labels[i] = "section"


def _is_label(line: Line, label: str, said: str) -> bool:
    text = line.text
    return (
        label == "chrome"
        and not said
        and text[0].isalnum()
        and len(text.split()) <= _LABEL_WORDS
        and not STOP.search(text)
    )
