"""Lines that an outlet sets among the paragraphs of its articles: forms, invitations, who wrote, galleries.

A copy of the story leaves them out, and two stories of the outlet share them. Told by what nothing else says, so that
they are known in an article on its own, before anything recurs.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from headwater.articles.line_rules import is_bio
from headwater.articles.lines import Line
from headwater.articles.templates import is_template
from headwater.articles.word_gates import require

PERSON = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]+(?:\s[^\W\d_a-zß-öø-ÿ][\w.'’-]*){1,3}"
PERSONS = re.compile(rf"{PERSON}(?:(?:,|,?\sand|\s&)\s{PERSON}){{0,5}}")
_INTRODUCED = re.compile(
    rf"{PERSONS.pattern}(?:,\s\d\d|,\s[^.!?]{{,160}}?)?,?\s(?:is|are|was|were|has|have|(?:co-?)?founded|wrote|writes?|serves?|served|"
    r"teach(?:es)?|lives?|works?|hosts?|contributes?)\b"
)
_MORE_BY = re.compile(
    r"\b(?:to (?:find out|read|learn|see) more (?:about|by|from|of)|(?:is|are) the (?:co-?)?authors? of|"
    r"can be (?:reached|contacted|followed) (?:at|on|via|by)|"
    r"(?:his|her|their) (?:latest|new|newest|most recent|next|forthcoming) (?:book|novel))\b",
    re.IGNORECASE,
)
"""What only an introduction of authors says: where to read more of them, what they wrote, how to reach them."""
_FOLLOW = re.compile(
    r"\b(?:opinions|views) expressed (?:in this \w+|here|by \w+) are\b|\bfollow (?:him|her|them) on\b", re.IGNORECASE
)
"""What stands behind who the author is, also where that opens a text, or ends one part of a text by several."""
_FORM = re.compile(
    r"\bby (?:signing up|subscribing|registering|submitting|joining)\b[^.]{0,60}\b(?:agree|consent|accept)|"
    r"\bprotected by re-?captcha\b|\be-?mail(?: address)? \(required\)|"
    r"\bmit (?:ihrer|deiner|der) anmeldung\b[^.]{0,60}\b(?:stimm|akzeptier)|"
    r"\ben vous (?:inscrivant|abonnant)\b[^.]{0,60}\bacceptez\b|"
    r"\bal (?:suscribir|registrar|inscribir)(?:te|se)\b[^.]{0,60}\bacepta",
    re.IGNORECASE,
)
_INVITED = re.compile(
    r"\b(?:our (?:\w+ )?newsletters?|follow(?:ing)? us on|(?:want|like|love) to hear from you|"
    r"support(?:ing)? our (?:work|journalism|reporting))\b",
    re.IGNORECASE,
)
_MARKS = frozenset('"“„«')
_ASKED = re.compile(
    r"\bjoin the conversation on (?:twitter|facebook|instagram|x)\b|\bclick here to (?:subscribe|sign up|join)\b|"
    r"\bbecome an? (?:\w+ )?(?:member|subscriber|supporter) (?:to|and) (?:help|support)\b|\bhelp us report\b|"
    r"^\[(?:[^\]]{0,60}:\s)?(?:get|sign up|follow|read|subscribe|click|watch|listen|see)\b.*\]$",
    re.IGNORECASE,
)
"""What is said to readers only, wherever it stands; and a pointer that is set in brackets."""
_ASKED_WORDS = ("join ", "click ", "become ", "help us", "[")
_SENT = (
    "subscri", "sign up", "newsletter", "click here", "follow us", "help us", "help support", "join us", "join our",
    "download", "email us", "tips", "follow the show",
)  # fmt: skip
"""What an offer asks for: a line that begins like one ("Like …", "Want to …") and has one of them is no story's."""
_CODE = re.compile(r"\bfunction ?\([\w, ]*\) ?\{|\bdocument\.(?:createElement|getElementBy|write\b)|\bmboxCreate\(")
_CREDITED = re.compile(r"[.!?\"”]\s+(?:REUTERS|Reuters|AFP|AP|EPA|dpa|Xinhua|ANSA|EFE|TASS|Kyodo)/[^.!?]{3,60}$")
_METHOD = re.compile(
    r"\bconducted this (?:study|survey|poll|analysis)\b|"
    r"\bfor this (?:analysis|report|survey|study), we (?:surveyed|interviewed|analy[sz]ed)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(rf"(?!(?:He|She|They|It|We|I)\b)(?:{PERSON}|[^\W\d_a-z][\w'’-]+) reported from [^\W\d_a-z]")
_ASIDE = re.compile(
    r"(?:.{3,40}\bcan be (?:reached|contacted)|follow|e-?mail|contact|write to|reach|"
    r"send (?:tips|letters|comments|questions))\b",
    re.IGNORECASE,
)
_REACH = re.compile(r"@|\bon (?:twitter|facebook|instagram)\b|\[email.protected\]", re.IGNORECASE)
_PLAYED = re.compile(r"(?:play video|embed)\b.*(?:\b\d+:\d\d\b|autoplay)|(?-i:CLOSE)\s+(?-i:[A-Z])", re.IGNORECASE)
"""A player's button and length before its caption: "Play Video 0:43 Divers at the wreck"."""
_GALLERY = re.compile(r"\bhide caption \d+ of \d+|^(photos?: .{5,120}?)\s+\1", re.IGNORECASE)
"""A gallery with all its captions: "Photos: The crane Photos: The crane The crane at night. Hide Caption 1 of 9"."""
RULES = (
    ("form", require(_FORM)), ("request", require(_ASKED, words=_ASKED_WORDS)),
    ("request", require(words=_SENT)),
    ("code", require(_CODE)), ("method", require(_METHOD)), ("invitation", require(_INVITED)),
    ("introduction", require(_MORE_BY)), ("author", require(_FOLLOW)), ("reported", require(_REPORTED)),
    ("aside", require(_ASIDE, _REACH)), ("gallery", require(_GALLERY)), ("played", require(_PLAYED)),
)  # fmt: skip
"""What a line must hold to be one of these (line_gates.py)."""
_BIO, _METHODS, _NOTE, _CAPTION = 2000, 1500, 1000, 400
"""Longest introduction of authors, note on methods, other line, and caption behind a player's button."""
_DOUBLED, _MANY, _NEAR = 40, 3, 4
"""Shortest caption that stands twice in a row; how many make a gallery; lines from one to the next in it."""


def is_form(text: str) -> bool:
    """Whether a line is a form to sign up, as stands between paragraphs.

    >>> is_form("Sign up for The Tide Email (required) By signing up, you agree to our terms.")
    True
    """
    return len(text) < _NOTE and bool(_FORM.search(text.lower()))


def is_code(text: str) -> bool:
    """Whether a line is a script that was left in the text.

    >>> is_code("(function(d,s,id){var js=d.createElement(s);})(document);")
    True
    """
    return "(" in text and len(text) < _METHODS and bool(_CODE.search(text))


def is_request(text: str, *, fixed: bool = True) -> bool:
    """Whether a line within an article asks something of its readers, or points them elsewhere.

    `fixed` is whether something of templates.TEMPLATES may stand in it, where that is known already.

    >>> is_request("[Sign up for our tide tables here.]"), is_request("Help us report on tides for our newsletter.")
    (True, True)
    >>> is_request("Like the mayor, he wants a newsletter on the tides for members of the club.")
    False
    """
    if len(text) >= _NOTE:
        return False
    low = text.lower()
    if any(word in low for word in _ASKED_WORDS) and _ASKED.search(text):
        return True
    return not low.startswith("like ") and any(word in low for word in _SENT) and is_template(text, fixed=fixed)


def is_method(text: str) -> bool:
    """Whether a line says how the outlet came by the figures of its own study.

    >>> is_method("The Lamp conducted this survey to learn how fishermen sleep. It asked 90 of them.")
    True
    """
    return len(text) < _METHODS and "his " in text and bool(_METHOD.search(text))


def is_credited(text: str) -> bool:
    """Whether a line is a caption that ends with an agency and its photographer.

    >>> is_credited("Ships in the bay of Vik, May 3, 2026. REUTERS/Ana Ruiz")
    True
    """
    return "/" in text[-60:] and len(text) < _NOTE and bool(_CREDITED.search(text))


def is_invitation(text: str) -> bool:
    """Whether a line at the end of an article is the outlet's own, and asks something of its readers.

    >>> is_invitation("The Lamp files briefs for fishermen. Stay in touch by signing up for our monthly newsletter.")
    True
    >>> is_invitation("“Nobody reads our newsletter,” the mayor said.")
    False
    """
    return len(text) < _NOTE and not _MARKS & set(text) and bool(_INVITED.search(text))


def is_introduction(text: str) -> bool:
    """Whether a line at the end of an article introduces who wrote it, at length.

    >>> is_introduction("Ada Low, 41, is a graduate of Brindle College. To learn more about her, visit us.")
    True
    """
    return len(text) < _BIO and bool(_MORE_BY.search(text) and _INTRODUCED.match(text))


def is_author_note(text: str) -> bool:
    """Whether a line says who wrote what stands before it, or all of it, wherever it stands.

    >>> is_author_note("Ada Low is a professor. Follow her on Twitter."), is_author_note("Ada Low is a sailor.")
    (True, False)
    """
    cued = len(text) < _BIO and ("ollow " in text or " expressed " in text)
    return cued and bool(_FOLLOW.search(text)) and is_bio(text)


def is_report_line(text: str) -> bool:
    """Whether a line at the end of an article says from where one of its reporters wrote.

    >>> is_report_line("Ruiz reported from Vik. Hale reported from Lund."), is_report_line("He reported from Vik.")
    (True, False)
    """
    return _REPORTED.match(text) is not None


def is_aside(text: str) -> bool:
    """Whether a line at the end of an article says how to reach somebody.

    >>> is_aside("Ana Ruiz can be reached on Twitter at @anaruiz."), is_aside("Reach for the stars.")
    (True, False)
    """
    return bool(_ASIDE.match(text) and _REACH.search(text))


def is_gallery(text: str) -> bool:
    """Whether a line is a gallery with all its captions.

    >>> is_gallery("Photos: The crane Photos: The crane The crane at night.")
    True
    """
    return ("aption" in text or text[:5].lower() == "photo") and bool(_GALLERY.search(text))


def is_played(text: str) -> bool:
    """Whether a line is a caption behind the button and the length of a player.

    >>> is_played("Play Video 0:43 Divers at the wreck")
    True
    """
    return len(text) < _CAPTION and _PLAYED.match(text) is not None


def name_doubled(lines: Sequence[Line]) -> dict[int, str]:
    """What lines are that stand twice in a row: captions, with what the picture shows, or chrome where they are short.

    Where several captions are doubled, what stands between them is caption too. Of 314 such lines in 12,000 newswire
    articles about 300 are captions, the rest teasers and mistakes.
    """
    again = [i for i in range(1, len(lines)) if lines[i].text == lines[i - 1].text]
    long = [i for i in again if len(lines[i].text) >= _DOUBLED]
    found = {place: "caption" if i in long else "chrome" for i in again for place in (i - 1, i)}
    if len(long) >= _MANY:
        found |= {place: "caption" for i, j in pairwise(long) if j - i <= _NEAR for place in range(i, j)}
    return found
