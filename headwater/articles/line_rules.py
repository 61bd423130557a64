"""What a single line says about itself: credits, captions, notices, authors, bylines, dates, offers.

Rules look at words and marks alone, never at a whole text; who asks them decides what goes before what. Lexicons in
English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from headwater.articles.dates import is_dated_byline, read_beside
from headwater.articles.lines import DATE
from headwater.articles.outlets import is_agency_name
from headwater.articles.word_gates import Gate, build_gate, choose_open, require
from headwater.intervals import Span

_I = re.IGNORECASE
_PHOTO = (
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|video|screenshot|screengrab|file\s+photo|"
    r"file\s+image|handout|courtesy|foto|bild|fotograf[íi]a|imagen|imagem|photographie|cr[ée]dit(?:o|os|"
    r"s)?(?:\s+photo)?|credit|source|quelle|fuente)"
)
_AGENCY = (
    r"(?:AP|AFP|Reuters|Getty(?:\s+Images)?|EPA|dpa|ANP|ANSA|EFE|TASS|Xinhua|Kyodo|PA(?:\s+(?:Wire|Images|"
    r"Media))?|UPI|Shutterstock|iStock|"
    r"Alamy|Bloomberg|NurPhoto|Anadolu|Flash90|GPO|Unsplash|Pixabay|Wikimedia(?:\s+Commons)?|Pool|Handout|"
    r"Archive|Zuma(?:\s+Press)?|"
    r"Imago|Keystone|picture[- ]alliance|APA|TT|NTB|Ritzau|Belga|PTI|ANI|Yonhap|AAP|CP|"
    r"USA\s+TODAY(?:\s+(?:NETWORK|Sports))?)"
)
_CREDIT_IN_MARKS = re.compile(
    rf"[(\[]\s*((?:{_PHOTO}\b[^()\[\]]{{0,20}}?(?:\s*[:/–—-]|\s+by|\s+from|\s+via)\s*[^()\[\]]{{2,90}}|"
    rf"[^()\[\]]{{0,60}}?(?:/|\bvia\s+|\bby\s+|^)\s*{_AGENCY}\b[^()\[\]]{{0,40}}|"
    rf"{_AGENCY}\s+{_PHOTO}\b[^()\[\]]{{0,70}}|(?:courtesy\s+of|{_PHOTO}\s+courtesy)\b[^()\[\]]{{2,80}}|"
    rf"©[^()\[\]]{{2,80}}))\s*[)\]]\.?\s*$",
    _I,
)
_CREDIT_BEHIND = re.compile(
    rf"(?:(?<=[.!?”\"])|\s[|–—-]|\s/|(?=\scredit\s*:))\s*((?:{_PHOTO}(?:\s+credit)?(?:\s+by)?\s*[:/]\s*|©\s*|"
    rf"photo(?:graph)?\s+by\s+|foto\s+(?:von|di|de)\s+)[^.!?]{{2,80}}|"
    rf"(?<=\s)credit\s*:\s*(?-i:[A-ZÀ-Þ])[^.!?]{{1,80}}|"
    rf"(?:[A-Z][\w.'’-]+\s+){{1,4}}[/|]\s*{_AGENCY}(?:\s+(?:Images|Photo|via\s+[\w ]+))*|{_AGENCY}\s+(?:photo|"
    rf"images)\b[^.!?]{{0,40}})\.?\s*$",
    _I,
)
_CREDIT_ALONE = re.compile(
    rf"(?:(?!(?:source|quelle|fuente)\b){_PHOTO}(?:\s+credit)?(?:\s+by)?\s*[:/|]\s*\S.{{1,90}}|(?:photo(?:graph)?s?|image|illustration|"
    rf"picture)\s+(?:by|courtesy\s+of)\s+\S.{{1,80}}|"
    rf"(?:[\w.'’-]+\s+){{0,5}}[\w.'’-]*\s*[/|]\s*{_AGENCY}(?:[/\s].{{0,40}})?|{_AGENCY}(?:\s+(?:photo|"
    rf"images))?(?:\s*[/|,]\s*.{{2,50}})?|©\s*\S.{{1,60}})",
    _I,
)
_AGENCY_LINE = re.compile(
    rf"[(\[]\s*(?:{_AGENCY}(?:\s*[/,]\s*\w{{2,12}}){{0,3}}|"
    rf"(?-i:[A-ZÀ-Þ][\w&'’-]*(?:[ /][A-ZÀ-Þ&][\w&'’-]*){{1,5}}))\s*[)\]]\.?",
    _I,
)
CAPTION_START = re.compile(
    r"(?:FILE\s*(?:PHOTO)?\s*[-–—:]|FILE\s*PHOTO\b|File\s+photo\b|(?:Photo|Image|Picture|Caption|Foto|Bild|"
    r"Video|Watch|Pictured)\s*(?:caption)?\s*:\s|"
    r"(?:Pictured|Seen)\s+(?:here|above|below|left|right)\b|In this (?:\w+\.? \d|photo|image|file|handout|"
    r"undated|frame)|An undated (?:photo|image|handout)|A file photo\b|"
    r"(?:(?:Enlarge|Expand) this image|toggle caption|(?:Image|Media) (?:copyright|caption|source)|Hide caption|"
    r"Just watched|Media playback is (?:not |un)supported)\b|"
    r"(?:(?:Facebook|Twitter|Pinterest|Email|WhatsApp) ){2,}(?=.{20,}(?:[.!?]|Photo)))",
    _I,
)
_THIS = (
    r"this\s+(?:\w+\s+){0,2}?(?:article|story|report|piece|post|column|essay|commentary|text|item|interview|"
    r"op-?ed|analysis|dispatch|press\s+release|content)"
)
_NOTICE_LENGTH, _OFFER_LENGTH = 600, 300
_JOB = (
    r"(?:journalist|reporter|correspondent|columnist|editor|writer|staff\s+writer|freelance|contributor|"
    r"contributing|author|fellow|professor|lecturer|analyst|researcher|"
    r"photographer|producer|broadcaster|commentator|blogger|scholar|historian|novelist|director|founder|"
    r"co-?founder|president|chair(?:man|woman)?|host|"
    r"(?:team|group|network|collective)\s+of\s+(?:\w+\s+)?(?:journalist|reporter|writer|editor|correspondent)|"
    r"intern|student|attorney|economist|scientist|member\s+of\s+the|Redakteur(?:in)?|Reporter(?:in)?|"
    r"Autor(?:in)?|Korrespondent(?:in)?|"
    r"journaliste|correspondant|rédact(?:eur|rice)|periodista|redactora?|giornalista|jornalista|redacteur)"
)
BIO = re.compile(
    rf"(?!(?:There|It|This|That|He|She|They|We|You|I|Who|What|Some|Many|Most|Several|Few|Others?|All|Both|One)\b)(?:(?:[Tt]he|[Oo]ur|Die|Das|Der|La|Le|El|Il|O|"
    rf"A)?\s*[A-Z][\w.'’&-]*(?:\s+[\w.'’&-]+){{0,7}},?\s+(?:is|are|was|has\s+been|ist|sind|est|es|è|"
    rf"é)\s+(?:an?\s+|the\s+|our\s+|currently\s+|also\s+|ein[e]?\s+|une?\s+|una?\s+|"
    rf"um\s+)?(?:(?!(?:that|who|which|whether|because|although|but|to|by)\b)[\w’'&.,-]+\s+){{0,7}}?(?i:{_JOB})(?:in|s|en)?\b)|"
    r"^(?:[A-Z][\w.'’-]+\s+){1,4}(?:covers|writes|reports|has\s+(?:covered|written|reported|worked)|worked|"
    r"joined|lives|teaches|blogs|edits|hosts)\s+(?:\w+\s+){0,6}?(?:for|about|on|at|from|in|as|from)\b|"
    r"^(?:[Aa]bout\s+the\s+authors?\b|[Ff]ollow\s+(?:him|her|them|@|"
    r"[A-Z][\w.'’-]+\s+(?:[A-Z][\w.'’-]+\s+)?(?:on|at))|(?:[Ee]-?mail|[Cc]ontact|[Rr]each)\s+(?:him|her|them|"
    r"the\s+(?:author|writer|reporter)|[A-Z][\w.'’-]+\s+[A-Z][\w.'’-]+\s+at)\b|"
    r"(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:can\s+be\s+(?:reached|followed|contacted)|tweets|is\s+on\s+twitter))",
)
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|and|und|et|y|e|en|&))"
_SUBJECT = re.compile(
    r"(?:(?:[Tt]he|[Oo]ur|[Ff]ollow|[Cc]ontact|[Ee]mail)\s+)?([A-ZÀ-Þ][\w.'’&-]*(?:\s+[A-ZÀ-Þ][\w.'’&-]*)*)"
)
_BYLINE = re.compile(
    rf"(?:(?:by|written\s+by|story\s+by|words\s+by|reported\s+by)|(?:von|par|por|di|door|av|af|przez|"
    rf"autor(?:in)?|author|authors?|byline|text|texte|texto)\b\s*:?)\s*:?\s+{_NAME}(?:[\s,|/·•–-]+{_NAME}){{0,14}}\.?|"
    r"by\s+(?:our|the|a|an)?\s*(?:[\w-]+\s+){0,3}(?:staff|correspondents?|reporters?|newsroom|desk|editors?|agencies|writers?)\.?",
    re.UNICODE,
)
_STAFF = re.compile(
    rf"(?-i:{_NAME}(?:\s+{_NAME}){{1,4}})\s*(?:[,|/·•–-]|\s-\s)\s*(?:[\w.&'’]+\s+){{0,4}}?(?:staff(?:\s+writer)?|"
    rf"correspondent|reporter|editor|writer|columnist|contributor|news\s+service|press|bureau(?:\s+chief)?|desk|"
    rf"team|agency)s?\b.{{0,40}}",
    _I,
)
_DATE_LINE = re.compile(
    rf"[\W_]*(?:(?:first\s+|last\s+|originally\s+)?(?:date|dated|published|posted|updated|modified|edited|"
    rf"created|issued|released|publication\s+date|pub\s*date|veröffentlicht|aktualisiert|stand|publié|"
    rf"mis\s+à\s+jour|publicado|actualizado|"
    rf"pubblicato|aggiornato|gepubliceerd|atualizado)\s*(?:on|at|am|le|el|il|em|in|op)?\s*[:|"
    rf"-]?\s*)?(?:{_NAME}\s*[|•·,-]\s*)?{DATE}(?:\s*(?:uhr|h|hrs|ist|et|local\s+time))?[\W_]*(?:(?:updated|"
    rf"modified|last\s+updated|published|aktualisiert)\s*(?:on|at|am)?\s*:?\s*.{{0,40}}|"
    rf"\d+\s+min(?:ute)?s?(?:\s+read)?)?\s*",
    _I,
)
_RELATIVE_DATE = re.compile(
    r"(?:(?:first\s+)?(?:published|posted)|(?:last\s+)?updated)(?:\s+at)?\s*:?\s*\d{1,2}[:.]\d{2}.{0,60}|"
    r"(?:(?:published|posted|updated)\s+)?(?:\d+|an?|one)\s+(?:second|minute|min|hour|hr|day|week|"
    r"month)s?\s+ago\.?|\d+\s*-?\s*min(?:ute)?s?\.?\s+read(?:ing\s+time)?|(?:reading|read)\s+time:?\s*\d+.{0,12}",
    _I,
)
_DIGIT = re.compile(r"\d")
_SHARE = re.compile(
    r"(?:\W*(?:facebook|twitter|x|whats\s?app|telegram|linkedin|reddit|pinterest|e-?mail|instagram|youtube|"
    r"tiktok|print|share|tweet|copy\s+link|link|messenger|flipboard|pocket|sms|mastodon|threads|bluesky|rss|"
    r"comments?|save|aa|bookmark|teilen|drucken|partager|compartir|imprimir|stampa|condividi|menu|search|home|login|close|"
    r"video|listen|gift)\b\W*)+",
    _I,
)


def find_credit(line: str) -> Span | None:
    """Where a line names the author or owner of a picture, with the word that says so; None where it does not.

    >>> line = "The mayor at the new bridge. (Photo: Ana Ruiz/GPO)"
    >>> line[slice(*find_credit(line))]
    'Photo: Ana Ruiz/GPO'
    """
    tail = max(0, len(line) - 130)
    if line.endswith((")", "]", ").", "].")) and (match := _CREDIT_IN_MARKS.search(line, tail)) and match.start() > 0:
        return match.span(1)
    if match := _CREDIT_BEHIND.search(line, tail):
        return match.span(1)
    inner = line.strip("()[] ")
    if len(line) < 160 and _CREDIT_ALONE.fullmatch(inner):
        return line.index(inner), line.index(inner) + len(inner)
    return None


def is_agency_line(line: str) -> bool:
    """Whether a line is nothing but an agency, or an outlet in brackets, as stories begin and end.

    >>> is_agency_line("(North Coast Press)"), is_agency_line("(dpa/lno)"), is_agency_line("(He left at noon.)")
    (True, True, False)
    >>> is_agency_line("North Coast Press"), is_agency_line("The North Coast Press was sold.")
    (True, False)
    """
    return len(line) < 80 and (bool(_AGENCY_LINE.fullmatch(line)) or is_agency_name(line.strip("()[] .–—-")))


def is_caption(line: str) -> bool:
    """Whether a line begins as captions do, or ends with a credit in marks."""
    return len(line) < 700 and bool(
        CAPTION_START.match(line) or (line.endswith((")", "]", ").", "].")) and find_credit(line))
    )


def is_notice(line: str) -> bool:
    """Whether a line is about the text: where it first stood, whose it is, what was corrected.

    >>> is_notice("This article originally appeared on Harbour Daily and is reposted with permission.")
    True
    >>> is_notice("The report was published on Monday by the ministry.")
    False
    """
    return len(line) <= _NOTICE_LENGTH and any(pattern.search(line) for pattern in _choose_patterns("notice", line))


def is_bio(line: str) -> bool:
    """Whether a line tells who wrote the text.

    >>> is_bio("The Northern Herald Staff is a team of journalists in Tromsø."), is_bio("He is ill.")
    (True, False)
    """
    return len(line) < 700 and bool(BIO.match(line))


def find_subject(line: str) -> str:
    """Whom a line about the author is about: the name that it begins with.

    >>> find_subject("The Northern Herald Staff is a team of journalists."), find_subject("Ana Ruiz covers ports.")
    ('Northern Herald Staff', 'Ana Ruiz')
    """
    match = _SUBJECT.match(line)
    return match.group(1) if match else ""


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the text.

    >>> is_byline("By Ana Ruiz and Tom Hale, Harbour Daily"), is_byline("By then the bridge was closed.")
    (True, False)
    """
    if len(line) > 140 or len(line.split()) > 18:
        return False
    first, _, rest = line.partition(" ")
    return bool(_BYLINE.fullmatch(f"{first.lower()} {rest}") or _STAFF.fullmatch(line) or is_dated_byline(line))


def is_date_line(line: str) -> bool:
    """Whether a line holds nothing but when a text was published or changed.

    >>> is_date_line("Posted on May 19, 2023 at 14:30"), is_date_line("On May 19, 2023 the bridge fell.")
    (True, False)
    """
    if len(line) > 120 or not (_DIGIT.search(line) or "ago" in line.lower()):
        return False
    if _DATE_LINE.fullmatch(line) or _RELATIVE_DATE.fullmatch(line):
        return True
    beside = read_beside(line) if _DIGIT.search(line) else None
    if beside is None:
        return False
    rest = [part.split() for part in re.split(r"[|·•–—/]", "|".join(beside))]
    signs = re.search(r"[一-鿿]{9,}", line)
    return max(map(len, rest)) <= 2 and sum(map(len, rest)) <= 6 and not signs


def is_offer(line: str) -> bool:
    """Whether a line offers, asks or points to something else: subscriptions, sharing, other stories."""
    return len(line) < _OFFER_LENGTH and any(pattern.search(line) for pattern in _choose_patterns("offer", line))


def is_buttons(line: str) -> bool:
    """Whether a line is nothing but the names of buttons."""
    return len(line) < 120 and bool(_SHARE.fullmatch(line))


@lru_cache(maxsize=2)
def load_patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The expressions of lines of a kind: notice, offer."""
    text = files("headwater.articles").joinpath(f"data/{name}_lines.txt").read_text(encoding="utf-8")
    patterns = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(re.compile(pattern.replace("THIS", _THIS), _I) for pattern in patterns)


def _choose_patterns(name: str, line: str) -> Iterator[re.Pattern[str]]:
    """The expressions of a kind that can match in a line."""
    (open_,) = _load_gate(name).find_open(line, [(0, len(line))])
    return choose_open(load_patterns(name), open_)


@lru_cache(maxsize=2)
def _load_gate(name: str) -> Gate:
    return build_gate([require(pattern) for pattern in load_patterns(name)])
