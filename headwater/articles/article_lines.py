"""What each line of an article without chrome is; nothing leaves the body but what a line plainly says of itself."""

import re
from collections.abc import Sequence

from headwater.articles.house_lines import (
    PERSONS,
    is_aside,
    is_author_note,
    is_code,
    is_credited,
    is_form,
    is_gallery,
    is_introduction,
    is_invitation,
    is_method,
    is_played,
    is_report_line,
    is_request,
    name_doubled,
)
from headwater.articles.line_gates import PICTURED, Look, find_looks
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
from headwater.articles.templates import is_template, opens_template

_STOP = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")
_TAIL = 8
"""Characters that a stop and the marks behind it take."""
_GLUED = re.compile(r"[^\W_][\w'’ .,&-]{1,60}:(?=[^\W\d_a-zß-öø-ÿ'‘“\"]|['‘“\"]\S)")
"""A label and the headline of another story with nothing between: "Storm damage:What the harbour lost"."""
_BARRED = re.compile(r"""[.!?…]["'”’]?\s\|\s[^|]{2,200}$""")
"""A caption, a bar, and who took the picture: "The quay on Friday. | Ana Ruiz/Coast Press"."""
_LOUD = 4
"""Words in capitals from which a line without a stop is a heading, where the text is not all in capitals."""
_END, _TOP = 4, 3
"""Lines at the end where credits, notices and lines about the author stand, and at the top where bylines do."""
_NOTICE, _BIO, _OFFER, _CAPTION, _PLAIN_CAPTION = 250, 400, 160, 700, 400
"""Longest lines that are taken for such."""
_SHORT = 140
"""Longest line that may be a byline, the name of an agency, a date, or buttons."""


def label_article(lines: Sequence[Line], title: str = "", looks: Sequence[Look] | None = None) -> list[str]:
    """What each line of an article without chrome is; body where no line plainly is, and everywhere if nothing else is.

    `title` is the headline, where it is known and not among the lines; `looks` are those of the lines (find_looks).
    """
    looks = find_looks([line.text for line in lines]) if looks is None else looks
    loud = sum(line.text.isupper() for line in lines) > len(lines) / 2
    labels = [
        "body" if _is_story(look, i, len(lines)) else _name_line(look, line.text[:1], (i, len(lines)), title, loud)
        for i, (line, look) in enumerate(zip(lines, looks, strict=True))
    ]
    keep_authors(lines, labels)
    for i, (line, look) in enumerate(zip(lines, looks, strict=True)):
        if "author" in look.kinds and labels[i] == "body" and is_author_note(line.text):
            labels[i] = "bio"
    for i, kind in name_doubled(lines).items():
        labels[i] = kind if labels[i] == "body" else labels[i]
    return labels if "body" in labels else ["body"] * len(lines)


def _is_story(look: Look, at: int, count: int) -> bool:
    """Whether nothing tells a line from the story at a glance: it is a sentence, holds no word of any rule, and is long
    or stands inside the text. What is left out here is asked line by line; most lines of news are not."""
    if not look.sentence or look.kinds or at == 0:
        return False
    if at <= _TOP or count - at <= _END:
        return len(look.text) > _SHORT and not opens_template(look.text)
    return len(look.text) > _SHORT or not is_buttons(look.text)


def _name_line(look: Look, sign: str, place: tuple[int, int], title: str, loud: bool) -> str:
    """What a line is whose first sign is `sign`; body where it says nothing of itself."""
    at, count = place
    text, kinds = look.text, look.kinds
    near_end = at >= max(1, count - _END)
    open_ = not _STOP.search(text[-_TAIL:])
    if ((at <= _TOP or near_end) and is_date_line(text)) or (at and is_buttons(text)):
        return "chrome"
    if at < _TOP and (is_byline(text) or (at == 0 and open_ and PERSONS.fullmatch(text))):
        return "byline"
    if sign and sign in "-–—" and PERSONS.fullmatch(text):
        return "byline"
    if _is_caption(look) or is_credited(text) or (at == 0 and _is_top_caption(text, title)):
        return "caption"
    if (near_end and is_agency_line(text)) or (open_ and find_credit(text) == (0, len(text))):
        return "credit"
    noted = "notice" in kinds and (len(text) < _NOTICE or near_end) and is_notice(text)
    if noted or (near_end and "reported" in kinds and is_report_line(text)):
        return "notice"
    if "method" in kinds and is_method(text):
        return "notice"
    if _is_house_line(look) or (at and _is_pointer(look, near_end, open_)):
        return "chrome"
    if near_end and _is_author(look):
        return "bio"
    return "section" if at and open_ and not loud and text.isupper() and len(text.split()) >= _LOUD else "body"


def _is_house_line(look: Look) -> bool:
    """Whether a line is a form, asks something of readers, or is a script."""
    text, kinds = look.text, look.kinds
    asked = ("form" in kinds and is_form(text)) or ("request" in kinds and is_request(text, fixed="template" in kinds))
    return asked or ("code" in kinds and is_code(text))


def _is_author(look: Look) -> bool:
    """Whether a line at the end of an article says who wrote it."""
    text, kinds = look.text, look.kinds
    return ("bio" in kinds and len(text) < _BIO and is_bio(text)) or ("introduction" in kinds and is_introduction(text))


def _is_pointer(look: Look, near_end: bool, open_: bool) -> bool:
    """Whether a line offers something, or points to another story."""
    text, kinds = look.text, look.kinds
    if open_ and (("offer" in kinds and len(text) < _OFFER and is_offer(text)) or _GLUED.match(text)):
        return True
    if not near_end:
        return False
    if ("invitation" in kinds and is_invitation(text)) or ("aside" in kinds and is_aside(text)):
        return True
    return is_template(text, fixed="template" in kinds)


def _is_caption(look: Look) -> bool:
    text, kinds = look.text, look.kinds
    if is_caption(text) or ("gallery" in kinds and is_gallery(text)):
        return True
    pictured = "pictured" in kinds and len(text) < _PLAIN_CAPTION and PICTURED.search(text) is not None
    return pictured or ("played" in kinds and is_played(text))


def _is_top_caption(text: str, title: str) -> bool:
    """Whether the first line is the caption of the picture above the text, with the headline glued to it or not."""
    if len(text) > _CAPTION:
        return False
    barred = _BARRED.search(text) is not None and not _STOP.search(text)
    return barred or bool(title and len(text) > len(title) + 10 and text.endswith(title))
