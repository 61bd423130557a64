"""The place, and often the agency, that open a story."""

import re

from headwater.intervals import Span

_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|dpa|DPA|APA|ANSA|EFE|Europa\s+Press|EUROPA\s+PRESS|"
    r"TASS|Xinhua|XINHUA|Kyodo(?:\s+News)?|PA(?:\s+Media)?|UPI|ANI|PTI|IANS|"
    r"AAP|CP|"
    r"The\s+Canadian\s+Press|CNN|Bloomberg|KNA|epd|sid|SID|kna|afp|ap|rtr|Belga|"
    r"ANP|TT|NTB|Ritzau|Lusa|LUSA|Keystone-SDA|sda|SDA|AWP|RIA(?:\s+Novosti)?|"
    r"Interfax|"
    r"Ukrinform|Anadolu(?:\s+Agency)?|AA|IRNA|SANA|WAFA|JTA|TPS|JNS|RNS|CNS|"
    r"CNA|KUNA|SPA|WAM|Yonhap|Antara|Bernama|VOA|RFE/RL|Notimex|Agencia\s+Brasil|"
    r"StatePoint|BPT|NAPSI|[A-Z]{2,6})"
)
_MARKS = r"(?:\s*[—–]\s*|\s*--?\s+|\s*-\s*)"
_DAY = r"(?:[A-Z][a-zé]{2,9}\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?[A-Za-zä]{3,10}\.?)(?:,?\s\d{4})?"
_PLACE = (
    r"(?:[A-ZÀ-Þ][\w.'’-]*(?:[ /][A-ZÀ-Þ(][\w.'’)-]*|\s(?:am|an|der|de|la|les|sur|"
    r"do|da|del|upon|on|of|im|in)\s[A-ZÀ-Þ][\w'’-]*){0,4})"
)
_CAPITALS = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,4})"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:,\s{_PLACE}){{0,2}},?\s*(?:{_DAY},?\s*)?\(\s*{_AGENCY}(?:[/,]\s*{_AGENCY}){{0,3}}(?:\s[\w "
    rf"]{{2,20}})?\s*\)\s*\.?(?:{_MARKS})?"
    rf"|{_CAPITALS}(?:,\s(?:{_PLACE}|[A-Z][a-z]+\.?)){{0,2}},?\s*(?:{_DAY}\.?,?\s*)?(?:\(\s*[^()]{{2,30}}\s*\)"
    rf"\s*)?(?:—|–|--|\s-\s|\s-(?=[A-ZÀ-Þ“\"]))\s*"
    rf"|{_PLACE}(?:,\s{_PLACE}){{0,2}}(?:,?\s{_DAY},?)?\s*(?:—|--)\s*(?=[A-ZÀ-Þ“\"‘])"
    rf"|\(\s*{_AGENCY}\s*\)\s*{_MARKS}"
    rf"|{_PLACE}(?:/{_PLACE})?\s*[.:]\s+(?=[A-ZÀ-Þ„“\"])(?<=[.:]\s))"
)
_ENDS_WITH_POINT = re.compile(r"[.:]\s+$")
_COMMON = frozenset(
    [
        "yes",
        "no",
        "so",
        "but",
        "and",
        "however",
        "still",
        "now",
        "then",
        "today",
        "also",
        "first",
        "second",
        "finally",
        "indeed",
        "well",
        "perhaps",
        "maybe",
        "sure",
        "right",
        "wrong",
        "ja",
        "nein",
        "aber",
        "doch",
        "also",
        "nun",
        "gut",
        "oui",
        "non",
        "mais",
        "sí",
        "si",
        "no",
        "pero",
        "ok",
        "okay",
        "note",
        "update",
        "exclusive",
        "opinion",
        "analysis",
        "watch",
        "video",
        "photos",
    ]
)


def find_dateline(paragraph: str, *, plain_place: bool = False) -> Span | None:
    """Where a paragraph opens with a place or an agency in the manner of news; None where it does not.

    `plain_place` also takes a place with a full stop ("Berlin. Die …"), the habit of German regional papers; only
    sensible for the first paragraph.

    >>> text = "GENEVA (AP) — The talks go on."
    >>> text[slice(*find_dateline(text))]
    'GENEVA (AP) —'
    """
    match = _DATELINE.match(paragraph)
    if match is None or match.end() > 100 or match.end() >= len(paragraph):
        return None
    found = match.group()
    if _ENDS_WITH_POINT.search(found) and (
        not plain_place or len(found.split()) > 3 or found.strip(" .:").lower() in _COMMON
    ):
        return None
    return 0, len(found.rstrip())
