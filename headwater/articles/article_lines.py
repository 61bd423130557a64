"""What each line of an article without chrome is; nothing leaves the body but what a line plainly says of itself."""

import re
from collections.abc import Sequence

from headwater.articles.house_lines import (
    PERSON,
    PERSONS,
    is_author_note,
    is_code,
    is_credited,
    is_form,
    is_introduction,
    is_invitation,
    is_method,
    is_request,
    name_doubled,
)
from headwater.articles.line_gates import PICTURED, Kinds, find_possible
from headwater.articles.line_rules import (
    find_credit,
    is_agency_line,
    is_bio,
    is_buttons,
    is_byline,
    is_caption,
    is_date_line,
    is_notice,
    is_offer,
)
from headwater.articles.lines import Line
from headwater.articles.page_lines import keep_authors
from headwater.articles.templates import is_template

_STOP = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")
_TAIL = 8
"""Characters that a stop and the marks behind it take."""
_GLUED = re.compile(r"[^\W_][\w'’ .,&-]{1,60}:(?=[^\W\d_a-zß-öø-ÿ'‘“\"]|['‘“\"]\S)")
"""A label and the headline of another story with nothing between: "Storm damage:What the harbour lost"."""
_BARRED = re.compile(r"""[.!?…]["'”’]?\s\|\s[^|]{2,200}$""")
"""A caption, a bar, and who took the picture: "The quay on Friday. | Ana Ruiz/Coast Press"."""
_PLAYED = re.compile(r"(?:play video|embed)\b.*(?:\b\d+:\d\d\b|autoplay)|(?-i:CLOSE)\s+(?-i:[A-Z])", re.IGNORECASE)
"""A player's button and length before its caption: "Play Video 0:43 Divers at the wreck"."""
_GALLERY = re.compile(r"\bhide caption \d+ of \d+|^(photos?: .{5,120}?)\s+\1", re.IGNORECASE)
"""A gallery with all its captions: "Photos: The crane Photos: The crane The crane at night. Hide Caption 1 of 9"."""
_ASIDE = re.compile(
    r"(?:.{3,40}\bcan be (?:reached|contacted)|follow|e-?mail|contact|write to|reach|"
    r"send (?:tips|letters|comments|questions))\b",
    re.IGNORECASE,
)
_REACH = re.compile(r"@|\bon (?:twitter|facebook|instagram)\b|\[email.protected\]", re.IGNORECASE)
_REPORTED = re.compile(rf"(?!(?:He|She|They|It|We|I)\b)(?:{PERSON}|[^\W\d_a-z][\w'’-]+) reported from [^\W\d_a-z]")
_BULLETS = "-–—•⦁* "
_LOUD = 4
"""Words in capitals from which a line without a stop is a heading, where the text is not all in capitals."""
_END, _TOP = 4, 3
"""Lines at the end where credits, notices and lines about the author stand, and at the top where bylines do."""
_NOTICE, _BIO, _OFFER, _CAPTION, _PLAIN_CAPTION = 250, 400, 160, 700, 400
"""Longest lines that are taken for such."""


def label_article(lines: Sequence[Line], title: str = "") -> list[str]:
    """What each line of an article without chrome is; body where no line plainly is, and everywhere if nothing else is.

    `title` is the headline, where it is known and not among the lines.
    """
    loud = sum(line.text.isupper() for line in lines) > len(lines) / 2
    possible = find_possible(line.text.lstrip(_BULLETS) for line in lines)
    labels = [_name_line(line.text, (i, len(lines)), title, loud, possible[i]) for i, line in enumerate(lines)]
    keep_authors(lines, labels)
    for i, line in enumerate(lines):
        if labels[i] == "body" and is_author_note(line.text):
            labels[i] = "bio"
    for i, kind in name_doubled(lines).items():
        labels[i] = kind if labels[i] == "body" else labels[i]
    return labels if "body" in labels else ["body"] * len(lines)


def _name_line(line: str, place: tuple[int, int], title: str, loud: bool, possible: Kinds) -> str:
    at, count = place
    text = line.lstrip(_BULLETS)
    near_end = at >= max(1, count - _END)
    open_ = not _STOP.search(text[-_TAIL:])
    if ((at <= _TOP or near_end) and is_date_line(text)) or (at and is_buttons(text)):
        return "chrome"
    if at < _TOP and (is_byline(text) or (at == 0 and open_ and PERSONS.fullmatch(text))):
        return "byline"
    if line[:1] in "-–—" and PERSONS.fullmatch(text):
        return "byline"
    if _is_caption(text, possible) or is_credited(text) or (at == 0 and _is_top_caption(text, title)):
        return "caption"
    if (near_end and is_agency_line(text)) or (open_ and find_credit(text) == (0, len(text))):
        return "credit"
    noted = "notice" in possible and (len(text) < _NOTICE or near_end) and is_notice(text)
    if noted or (near_end and _REPORTED.match(text)):
        return "notice"
    if is_method(text):
        return "notice"
    if is_form(text) or is_request(text) or is_code(text) or (at and _is_pointer(text, near_end, open_, possible)):
        return "chrome"
    if near_end and ((len(text) < _BIO and is_bio(text)) or is_introduction(text)):
        return "bio"
    return "section" if at and open_ and not loud and text.isupper() and len(text.split()) >= _LOUD else "body"


def _is_pointer(text: str, near_end: bool, open_: bool, possible: Kinds) -> bool:
    """Whether a line offers something, or points to another story."""
    if open_ and (("offer" in possible and len(text) < _OFFER and is_offer(text)) or _GLUED.match(text)):
        return True
    if near_end and is_invitation(text):
        return True
    aimed = bool(_ASIDE.match(text) and _REACH.search(text))
    return near_end and (aimed or is_template(text, fixed="template" in possible))


def _is_caption(text: str, possible: Kinds) -> bool:
    if is_caption(text) or (("aption" in text or text[:5].lower() == "photo") and _GALLERY.search(text)):
        return True
    pictured = "pictured" in possible and PICTURED.search(text) is not None
    return len(text) < _PLAIN_CAPTION and (pictured or _PLAYED.match(text) is not None)


def _is_top_caption(text: str, title: str) -> bool:
    """Whether the first line is the caption of the picture above the text, with the headline glued to it or not."""
    if len(text) > _CAPTION:
        return False
    barred = _BARRED.search(text) is not None and not _STOP.search(text)
    return barred or bool(title and len(text) > len(title) + 10 and text.endswith(title))
