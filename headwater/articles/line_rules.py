"""What a single line says about itself: credits, captions, notices, lines about the author, bylines, dates, offers.

Rules look at words and marks alone, never at a whole text; plain.py asks them in the order of its own needs. Lexicons in
English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re

from headwater.articles.lines import DATE
from headwater.intervals import Span

_I = re.IGNORECASE
_PHOTO = r"(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|video|screenshot|screengrab|file\s+photo|file\s+image|handout|courtesy|foto|bild|fotograf[íi]a|imagen|imagem|photographie|cr[ée]dit(?:o|os|s)?(?:\s+photo)?|credit|source|quelle|fuente)"
_AGENCY = (
    r"(?:AP|AFP|Reuters|Getty(?:\s+Images)?|EPA|dpa|ANP|ANSA|EFE|TASS|Xinhua|Kyodo|PA(?:\s+(?:Wire|Images|Media))?|UPI|Shutterstock|iStock|"
    r"Alamy|Bloomberg|NurPhoto|Anadolu|Flash90|GPO|Unsplash|Pixabay|Wikimedia(?:\s+Commons)?|Pool|Handout|Archive|Zuma(?:\s+Press)?|"
    r"Imago|Keystone|picture[- ]alliance|APA|TT|NTB|Ritzau|Belga|PTI|ANI|Yonhap|AAP|CP|USA\s+TODAY(?:\s+(?:NETWORK|Sports))?)"
)
_CREDIT_IN_MARKS = re.compile(
    rf"[(\[]\s*((?:{_PHOTO}\b[^()\[\]]{{0,20}}?(?:\s*[:/–—-]|\s+by|\s+from|\s+via)\s*[^()\[\]]{{2,90}}|[^()\[\]]{{0,60}}?(?:/|\bvia\s+|\bby\s+|^)\s*{_AGENCY}\b[^()\[\]]{{0,40}}|"
    rf"{_AGENCY}\s+{_PHOTO}\b[^()\[\]]{{0,70}}|(?:courtesy\s+of|{_PHOTO}\s+courtesy)\b[^()\[\]]{{2,80}}|©[^()\[\]]{{2,80}}))\s*[)\]]\.?\s*$",
    _I,
)
_CREDIT_BEHIND = re.compile(
    rf"(?:(?<=[.!?”\"])|\s[|–—-]|\s/)\s*((?:{_PHOTO}(?:\s+credit)?(?:\s+by)?\s*[:/]\s*|©\s*|photo(?:graph)?\s+by\s+|foto\s+(?:von|di|de)\s+)[^.!?]{{2,80}}|"
    rf"(?:[A-Z][\w.'’-]+\s+){{1,4}}[/|]\s*{_AGENCY}(?:\s+(?:Images|Photo|via\s+[\w ]+))*|{_AGENCY}\s+(?:photo|images)\b[^.!?]{{0,40}})\.?\s*$",
    _I,
)
_CREDIT_ALONE = re.compile(
    rf"(?:{_PHOTO}(?:\s+credit)?(?:\s+by)?\s*[:/|]\s*\S.{{1,90}}|(?:photo(?:graph)?s?|image|illustration|picture)\s+(?:by|courtesy\s+of)\s+\S.{{1,80}}|"
    rf"(?:[\w.'’-]+\s+){{0,5}}[\w.'’-]*\s*[/|]\s*{_AGENCY}(?:[/\s].{{0,40}})?|{_AGENCY}(?:\s+(?:photo|images))?(?:\s*[/|,]\s*.{{2,50}})?|©\s*\S.{{1,60}})",
    _I,
)
_CAPTION_START = re.compile(
    r"(?:FILE\s*(?:PHOTO)?\s*[-–—:]|FILE\s*PHOTO\b|File\s+photo\b|(?:Photo|Image|Picture|Caption|Foto|Bild|Video|Watch|Pictured)\s*(?:caption)?\s*:\s|"
    r"(?:Pictured|Seen)\s+(?:here|above|below|left|right)\b|In this (?:\w+\.? \d|photo|image|file|handout|undated|frame)|An undated (?:photo|image|handout)|A file photo\b)",
    _I,
)
_THIS = r"(?:this|the)\s+(?:\w+\s+){0,2}?(?:article|story|report|piece|post|column|essay|commentary|text|item|interview|op-?ed|analysis|dispatch|press\s+release|content)"
_NOTICE = re.compile(
    rf"(?:^|[(\[*]\s*){_THIS}[^.]{{0,60}}?\b(?:appeared|published|republished|reprinted|reposted|posted|syndicated|produced|provided|supplied|written|translated|adapted|"
    rf"excerpted|ran|reproduced|distributed|updated|corrected|amended|modified|edited|created|generated)\b|"
    r"\b(?:re(?:published|printed|posted|produced)|used|published|posted|shared)\s+(?:here\s+)?(?:with|by)\s+(?:the\s+)?(?:kind\s+|express\s+|written\s+)*permission\b|"
    r"\b(?:originally|first)\s+(?:appeared|published|posted|ran|aired)\b|\bcross-?posted\s+(?:from|at|on|with)\b|^(?:this\s+)?(?:syndicated|distributed)\s+by\b|"
    r"\bis\s+(?:republished|reposted|reprinted)\b|^re(?:published|printed|posted)\s+(?:from|with|by|courtesy|under)\b|"
    r"^(?:\W*)(?:copyright\s*(?:©|\(c\)|\d{4}|by\b)|©\s*(?:copyright\s*)?\d{4}|\(c\)\s*\d{4})|\ball\s+rights\s+reserved\b|"
    r"\bmay\s+not\s+be\s+(?:published|reproduced|republished|copied|broadcast)|"
    r"^\W*(?:editor[’']?s?[’']?\s+note|correction|clarification|update|note\s+to\s+readers|disclaimer|disclosure)s?\s*(?:\([^)]*\))?\s*[:—–-]|"
    r"^(?:an?\s+)?(?:earlier|previous|original)\s+version\s+of\s+this\b|\bcontributed\s+(?:reporting\s+)?(?:to|from)\s+(?:this|the)\s+(?:\w+\s+)?(?:report|story|article|piece)\b|"
    r"^\W*(?:additional\s+)?(?:reporting|writing)\s+by\b|^\W*(?:edited|translated|compiled)\s+by\b|^\W*(?:source|via|original\s+(?:article|source|story))\s*:\s*\S|"
    r"\bcontributed\s+to\s+this\s+(?:report|story|article)\b|^(?:with\s+)?(?:files|reporting|inputs|information)\s+from\b|^read\s+the\s+(?:original|full)\s+(?:article|story)\b|"
    r"\b(?:erschien|veröffentlicht)\b[^.]{0,60}\b(?:zuerst|ursprünglich)\b|^dieser\s+(?:artikel|beitrag|text)\b[^.]{0,60}\b(?:erschien|veröffentlicht)|"
    r"^(?:cet|cet\s+)\s*article\b[^.]{0,60}\b(?:publié|paru)|^este\s+(?:artículo|artigo|texto)\b[^.]{0,60}\bpublicad[oa]|^questo\s+articolo\b[^.]{0,60}\b(?:pubblicato|apparso)",
    _I,
)
_NOTICE_WORDS = (
    "publi", "post", "print", "permission", "appear", "aired", "syndic", "distribut", "copyright", "©", "(c)", "rights", "editor",
    "correct", "clarif", "updat", "note", "discl", "version", "contribut", "report", "writing", "edited", "translat", "compiled",
    "source", "via", "files", "inputs", "information", "read", "erschien", "veröffent", " ran ", "produced", "provided", "supplied",
    "written", "adapted", "excerpt", "created", "generated", "amended", "modified",
)  # fmt: skip
"""A word that every notice has one of: looked for first, since most lines have none."""
_NOTICE_LENGTH, _OFFER_LENGTH = 600, 300
_JOB = (
    r"(?:journalist|reporter|correspondent|columnist|editor|writer|staff\s+writer|freelance|contributor|contributing|author|fellow|professor|lecturer|analyst|researcher|"
    r"photographer|producer|broadcaster|commentator|blogger|scholar|historian|novelist|director|founder|co-?founder|president|chair(?:man|woman)?|host|"
    r"team\s+of|collective|desk|intern|student|attorney|economist|scientist|member\s+of\s+the|Redakteur(?:in)?|Reporter(?:in)?|Autor(?:in)?|Korrespondent(?:in)?|"
    r"journaliste|correspondant|rédact(?:eur|rice)|periodista|redactora?|giornalista|jornalista|redacteur)"
)
_BIO = re.compile(
    rf"(?:(?:the|our|die|das|der|la|le|el|il|o|a)?\s*[A-Z][\w.'’&-]*(?:\s+[\w.'’&-]+){{0,7}},?\s+(?:is|are|was|has\s+been|ist|sind|est|es|è|é)\s+(?:an?\s+|the\s+|our\s+|currently\s+|also\s+|ein[e]?\s+|une?\s+|una?\s+|um\s+)?(?:[\w’'&.,-]+\s+){{0,7}}?{_JOB}\b)|"
    r"^(?:[A-Z][\w.'’-]+\s+){1,4}(?:covers|writes|reports|has\s+(?:covered|written|reported|worked)|worked|joined|lives|teaches|blogs|edits|hosts)\s+(?:\w+\s+){0,6}?(?:for|about|on|at|from|in|as|from)\b|"
    r"^(?:about\s+the\s+authors?\b|follow\s+(?:him|her|them|@|[A-Z][\w.'’-]+\s+(?:[A-Z][\w.'’-]+\s+)?(?:on|at))|(?:email|e-mail|contact|reach)\s+(?:him|her|them|the\s+(?:author|writer|reporter)|[A-Z][\w.'’-]+\s+[A-Z][\w.'’-]+\s+at)\b|"
    r"(?:he|she|they)\s+(?:can\s+be\s+(?:reached|followed|contacted)|tweets|is\s+on\s+twitter))",
)
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|and|und|et|y|e|en|&))"
_BYLINE = re.compile(
    rf"(?:(?:by|written\s+by|story\s+by|words\s+by|reported\s+by|from)|(?:von|par|por|di|door|av|af|przez|autor(?:in)?|author|authors?|byline|text|texte|texto)\b\s*:?)\s*:?\s+{_NAME}(?:[\s,|/·•–-]+{_NAME}){{0,14}}\.?",
    re.UNICODE,
)
_BYLINE_CASE = re.compile(r"(?:BY|By|by)\s+\S")
_STAFF = re.compile(
    rf"{_NAME}(?:\s+{_NAME}){{1,4}}\s*(?:[,|/·•–-]|\s-\s)\s*(?:[\w.&'’]+\s+){{0,4}}?(?:staff(?:\s+writer)?|correspondent|reporter|editor|writer|columnist|contributor|news\s+service|press|bureau(?:\s+chief)?|desk|team|agency)s?\b.{{0,40}}",
    _I,
)
_DATE_LINE = re.compile(
    rf"[\W_]*(?:(?:first\s+|last\s+|originally\s+)?(?:date|dated|published|posted|updated|modified|edited|created|issued|released|publication\s+date|pub\s*date|veröffentlicht|aktualisiert|stand|publié|mis\s+à\s+jour|publicado|actualizado|"
    rf"pubblicato|aggiornato|gepubliceerd|atualizado)\s*(?:on|at|am|le|el|il|em|in|op)?\s*[:|-]?\s*)?(?:{_NAME}\s*[|•·,-]\s*)?{DATE}(?:\s*(?:uhr|h|hrs|ist|et|local\s+time))?[\W_]*(?:(?:updated|modified|last\s+updated|published|aktualisiert)\s*(?:on|at|am)?\s*:?\s*.{{0,40}}|\d+\s+min(?:ute)?s?(?:\s+read)?)?\s*",
    _I,
)
_RELATIVE_DATE = re.compile(
    r"(?:(?:published|posted|updated)\s+)?(?:\d+|an?|one)\s+(?:second|minute|min|hour|hr|day|week|month)s?\s+ago\.?|\d+\s*-?\s*min(?:ute)?s?\.?\s+read(?:ing\s+time)?|(?:reading|read)\s+time:?\s*\d+.{0,12}",
    _I,
)
_OFFER = re.compile(
    r"\b(?:subscribe|sign\s+up|sign\s+in|log\s?in|register|newsletter|donate|support\s+(?:us|our|independent)|become\s+a\s+(?:member|supporter|subscriber)|cookies?|privacy\s+policy|terms\s+of\s+(?:use|service)|"
    r"advertis(?:e|ement|ing)|sponsored|click\s+here|read\s+more|share\s+(?:this|on|via)|follow\s+us|like\s+us|download\s+(?:the|our)\s+app|join\s+(?:us|our|the\s+conversation)|leave\s+a\s+(?:comment|reply)|"
    r"comments?\s*(?:\(\d+\)|are\s+closed)|skip\s+to\s+(?:main\s+)?content|back\s+to\s+top|related\s+(?:articles?|stories|posts|topics|news|content)|most\s+(?:read|popular|viewed)|popular\s+(?:articles|stories|posts)|"
    r"latest\s+(?:stories|news|articles|headlines)|trending|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|recommended|more\s+(?:from|stories|news|on\s+this)|up\s+next|editor[’']?s[’']?\s+picks?|don[’']t\s+miss|"
    r"get\s+(?:the|our)\s+(?:latest|best|daily|free|top)|receive\s+(?:the\s+)?(?:latest|our|daily|news)|your\s+(?:inbox|email)|story\s+continues\s+below|continue\s+reading|article\s+continues|view\s+(?:all|more|comments)|"
    r"load\s+more|see\s+(?:all|more|also)|print\s+this|email\s+this|copy\s+link|save\s+(?:article|for\s+later)|listen\s+to\s+this|for\s+as\s+little\s+as|free\s+trial|unlimited\s+access|manage\s+(?:your\s+)?preferences|"
    r"accept\s+(?:all|cookies)|make\s+a\s+(?:donation|gift)|help\s+us|reader-?\s?(?:funded|supported)|supported\s+by\s+readers|non-?profit\s+(?:news|media|newsroom)|abonnieren|anmelden|newsletter|mehr\s+zum\s+thema|lesen\s+sie\s+auch|"
    r"abonnez|inscrivez|lire\s+aussi|suscr[íi]b|lea\s+también|leggi\s+anche|iscriviti|assine|leia\s+(?:também|mais)|lees\s+ook)\b",
    _I,
)
_SHARE = re.compile(
    r"(?:\W*(?:facebook|twitter|x|whats\s?app|telegram|linkedin|reddit|pinterest|e-?mail|instagram|youtube|tiktok|print|share|tweet|copy\s+link|link|messenger|flipboard|pocket|sms|mastodon|threads|bluesky|rss|"
    r"comments?|save|teilen|drucken|partager|compartir|imprimir|stampa|condividi|menu|search|home|login|close|video|listen|gift)\b\W*)+",
    _I,
)


def find_credit(line: str) -> Span | None:
    """Where a line names the author or owner of a picture, with the word that says so; None where it does not.

    >>> line = "The mayor at the new bridge. (Photo: Ana Ruiz/GPO)"
    >>> line[slice(*find_credit(line))]
    'Photo: Ana Ruiz/GPO'
    """
    if len(line) < 160 and _CREDIT_ALONE.fullmatch(line.strip("()[] ")):
        inner = line.strip("()[] ")
        return line.index(inner), line.index(inner) + len(inner)
    tail = max(0, len(line) - 130)
    if line.endswith((")", "]", ").", "].")) and (match := _CREDIT_IN_MARKS.search(line, tail)):
        return match.span(1)
    match = _CREDIT_BEHIND.search(line, tail)
    return match.span(1) if match else None


def is_caption(line: str) -> bool:
    """Whether a line begins as captions do, or ends with a credit in marks."""
    return len(line) < 700 and bool(
        _CAPTION_START.match(line) or (line.endswith((")", "]", ").", "].")) and find_credit(line))
    )


def is_notice(line: str) -> bool:
    """Whether a line is about the text: where it first stood, whose it is, what was corrected.

    >>> is_notice("This article originally appeared on Harbour Daily and is reposted with permission.")
    True
    >>> is_notice("The report was published on Monday by the ministry.")
    False
    """
    if len(line) > _NOTICE_LENGTH:
        return False
    low = line.lower()
    return any(word in low for word in _NOTICE_WORDS) and bool(_NOTICE.search(line))


def is_bio(line: str) -> bool:
    """Whether a line tells who wrote the text.

    >>> is_bio("The Northern Herald Staff is a team of journalists in Tromsø."), is_bio("He is ill.")
    (True, False)
    """
    return len(line) < 700 and bool(_BIO.match(line))


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the text.

    >>> is_byline("By Ana Ruiz and Tom Hale, Harbour Daily"), is_byline("By then the bridge was closed.")
    (True, False)
    """
    if len(line) > 140 or len(line.split()) > 18:
        return False
    return bool(
        _BYLINE.fullmatch(line[:1].upper().lower() + line[1:] if _BYLINE_CASE.match(line) else line)
        or _STAFF.fullmatch(line)
    )


def is_date_line(line: str) -> bool:
    """Whether a line holds nothing but when a text was published or changed.

    >>> is_date_line("Posted on May 19, 2023 at 14:30"), is_date_line("On May 19, 2023 the bridge fell.")
    (True, False)
    """
    return len(line) < 120 and bool(_DATE_LINE.fullmatch(line) or _RELATIVE_DATE.fullmatch(line))


def is_offer(line: str) -> bool:
    """Whether a line offers, asks or points to something else: subscriptions, sharing, other stories."""
    return len(line) < _OFFER_LENGTH and bool(_OFFER.search(line))


def is_buttons(line: str) -> bool:
    """Whether a line is nothing but the names of buttons."""
    return len(line) < 120 and bool(_SHARE.fullmatch(line))
