"""The phrases in which texts say where they are from, in English, German, French, Spanish (and some in others)."""

import re
from dataclasses import dataclass

_FIRST = r"[A-Z0-9À-ÞĀ-ſА-Я]"
_WORD = rf"(?:(?:[A-Z]\.)+(?=\s[A-Z])|{_FIRST}(?:[\w’'&!+/-]|\.(?=\w))*)"
_LINK = r"(?:of|the|for|de|la|le|les|del|della|di|der|die|das|du|do|da|&|and|und|et|y|och|og|zu|für|pour)"
NAME = rf"(?:{_WORD}(?:\s(?:{_LINK}\s)?(?:{_LINK}\s)?{_WORD}){{0,7}}|elDiario\.es|openDemocracy|dpa|taz|epd)"
DOMAIN = (
    r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|example|"
    r"co\.uk|com\.au|[a-z]{2})\b(?:/[^\s)\]]*)?"
)
_KIND = (
    r"(?:news|newspaper|paper|daily|weekly|website|web\s?site|site|magazine|"
    r"outlet|agency|broadcaster|network|publication|portal|blog|journal|platform|"
    r"wire|service|"
    r"non-?profit|sister|partner|local|online|independent|investigative|state|"
    r"public|our|its|Nachrichtenagentur|Magazin|Nachrichtenmagazin|Onlineportal|"
    r"Tageszeitung|Wochenzeitung|"
    r"Zeitung|Zeitschrift|Sender|Portal|Webseite|Website|quotidien|journal|site|"
    r"agence|magazine|hebdomadaire|chaîne|periódico|diario|revista|agencia|cadena|"
    r"web|semanario|quotidiano|giornale|agenzia|sito|krant|jornal)"
)
_LEAD = rf"(?:the\s+|an?\s+|d(?:ie|er|as|em|en|es)\s+|l(?:a|e|es)\s+|l['’]|el\s+|il\s+|o\s+|de\s+|US-|{_KIND}\s+)*"
TARGET = rf"{_LEAD}[“\"'‘«„*_]?(?P<target>{DOMAIN}|{NAME})"
_TEXT = (
    r"(?:this|the\s+above|the\s+following|an?(?:\s+\w+)?\s+version\s+of\s+this|"
    r"the\s+original)\s+(?:(?!is\b|was\b|has\b)[\w’'-]+\s+){0,3}?"
    r"(?:article|story|report|piece|post|column|essay|commentary|text|item|interview|"
    r"op-?ed|editorial|analysis|dispatch|content|feature|excerpt|investigation|"
    r"translation|version|dossier|press\s+release|one)"
)
_STOOD = (
    r"(?:appeared|ran|published|posted|printed|aired|produced|written|reported|"
    r"released|issued|distributed|carried|featured)"
)
_AGAIN = (
    r"(?:re-?published|re-?printed|re-?posted|re-?produced|syndicated|cross-?posted|"
    r"adapted|excerpted|translated|reproduced|taken|copied|sourced|provided|supplied|"
    r"licen[sc]ed|made\s+available)"
)
_AT = r"(?:\s+(?:in|on|at|by|with|from|via|through|for|over\s+at))"
_ISSUE = r"(?:\s+(?:the\s+)?[^.;:\n]{0,50}?\b(?:issue|edition|pages|website|site|blog|newsletter)\s+of)?"


@dataclass(frozen=True)
class Pattern:
    """A phrase: the hint that it is, which way it points, and the words without which it cannot stand (lower case).

    listed  only for a target whose name is that of an outlet
    known   only for one on the list of outlets
    sure    the phrase itself says that its target is an outlet
    """

    kind: str
    direction: str
    regex: re.Pattern[str]
    words: tuple[str, ...] = ()
    listed: bool = False
    known: bool = False
    sure: bool = False


def _make(kind: str, direction: str, source: str, *words: str, **limits: bool) -> Pattern:
    return Pattern(kind, direction, re.compile(source), words, **limits)


_PERMIT = (
    r"[^.\n]{0,160}?\b(?i:permission|permiso|autorisation|Genehmigung|toestemming|licen[sc]e[d]?\b|Creative\s+Commons)"
)

STATED = (
    _make("permission", "from", rf"(?i:{_TEXT})\b[^.\n]{{0,60}}?\b(?i:{_STOOD}|{_AGAIN})\b"
          rf"[^.\n]{{0,40}}?(?i:{_AT}){_ISSUE}\s+{TARGET}{_PERMIT}"),
    _make("permission", "from", (
        rf"\b(?i:{_AGAIN}|used|published|posted)\s+(?i:here\s+)?(?i:with|by)\s+(?i:the\s+)?(?i:kind\s+|"
        rf"express\s+|written\s+)*(?i:permission)\s+(?i:of|from|by)\s+{TARGET}"
    )),
    _make("permission", "from", rf"\b(?i:{_AGAIN})\s+(?i:from|by|of|via)\s+{TARGET}{_PERMIT}"),
    _make("credit_line", "to", (
        rf"(?i:{_TEXT})\b[^.\n]{{0,40}}?\b(?i:also|later|subsequently)\s+(?i:{_STOOD}|"
        rf"{_AGAIN}|appears|runs)(?i:{_AT}){_ISSUE}\s+{TARGET}"
    )),
    _make("first_reported", "from", (
        rf"(?i:{_TEXT})\b[^.\n]{{0,40}}?\b(?i:first|originally|initially)\s+(?i:reported|"
        rf"broken)\s+(?i:by|in|on|at)\s+{TARGET}"
    )),
    _make("credit_line", "from", (
        rf"(?i:{_TEXT})\b[^.\n]{{0,60}}?\b(?i:(?:first|originally|initially|previously)\s+(?:{_STOOD})|"
        rf"{_AGAIN}|comes|came|was\s+{_STOOD}|is\s+{_STOOD}|has\s+been\s+{_STOOD}|"
        rf"appeared|ran)\b[^.\n]{{0,40}}?(?i:{_AT}|\s+of|\s+courtesy\s+of){_ISSUE}\s+{TARGET}"
    )),
    _make("credit_line", "from", (
        rf"(?:^|[.!?…]\s+|[(\[*—–-]\s*)(?i:(?:first|originally|previously)\s+(?:{_STOOD})|"
        rf"{_AGAIN})\s*(?i:here\s+|originally\s+)?(?i:in|on|at|by|from|with|via|courtesy\s+of|"
        rf":){_ISSUE}\s*{TARGET}"
    )),
    _make("credit_line", "from", (
        rf"(?:^|[(\[]\s*)(?i:source|via|courtesy(?:\s+of)?|originally\s+at|h/t|original\s+(?:article|"
        rf"source|story|post|link)|Quelle|Fuente|Fonte|Bron|Źródło|Kaynak|Источник)\s*:?\s+{TARGET}[^\w]{{0,4}}(?:$|"
        rf"[)\]]|\n)"
    )),
    _make("credit_line", "from", rf"(?:^|[(\[]\s*)[Ff]rom\s*:?\s+{TARGET}[^\w]{{0,4}}(?:$|[)\]]|\n)", listed=True),
    _make("credit_line", "from", (
        rf"(?i:[Rr]ead\s+the\s+(?:full|original|rest\s+of\s+(?:the|this))\s+(?:article|"
        rf"story|post|piece)?)[^.\n]{{0,20}}?\s+(?i:at|on|in|from|via)\s+{TARGET}"
    )),
    # German
    _make("credit_line", "from", (
        rf"\b(?i:(?:dieser|dieses|der|das|diese)\s+(?:Artikel|Beitrag|Text|Interview|"
        rf"Kommentar|Bericht|Gastbeitrag|Reportage|Übersetzung))\b[^.\n]{{0,60}}?\b(?i:erschien(?:en)?|"
        rf"veröffentlicht|stammt|publiziert|übernommen|wurde)\b[^.\n]{{0,60}}?\b(?i:in|"
        rf"auf|bei|von|aus|im|vom)\s+{TARGET}"
    )),
    _make("credit_line", "from", (
        rf"\b(?i:zuerst|ursprünglich|erstmals)\s+(?i:erschien(?:en)?|veröffentlicht|"
        rf"publiziert)\s+(?i:in|auf|bei|von|im|am[^.\n]{{0,30}}?(?:in|auf|bei))\s+{TARGET}"
    )),
    _make("permission", "from", rf"\b(?i:mit\s+(?:freundlicher\s+)?Genehmigung\s+(?:von|des|der))\s+{TARGET}"),
    # French
    _make("credit_line", "from", (
        rf"\b(?i:(?:cet|l['’])\s*(?:article|entretien|tribune|texte|reportage))\b[^.\n]{{0,60}}?\b(?i:publiée?|"
        rf"parue?|repris|est\s+(?:republié|tiré|issu)|republié)\b[^.\n]{{0,60}}?\b(?i:dans|"
        rf"sur|par|de|à\s+partir\s+de|avec)\s+{TARGET}"
    )),
    _make("permission", "from", rf"\b(?i:avec\s+l['’](?:aimable\s+)?autorisation\s+(?:de|du|des|d['’]))\s*{TARGET}"),
    # Spanish, Portuguese, Italian, Dutch
    _make("credit_line", "from", (
        rf"\b(?i:est[ea]\s+(?:artículo|texto|artigo|reportaje|entrevista|nota|reportagem|"
        rf"noticia|notícia))\b[^.\n]{{0,60}}?\b(?i:publicad[oa]|apareció|apareceu|"
        rf"publicó)\b[^.\n]{{0,60}}?\b(?i:en|por|em|no|na|pelo|pela)\s+{TARGET}"
    )),
    _make("permission", "from", (
        rf"\b(?i:con\s+(?:el\s+)?permiso\s+de|con\s+autorización\s+de|com\s+(?:a\s+)?permissão\s+d[eoa]|"
        rf"per\s+gentile\s+concessione\s+di|met\s+toestemming\s+van)\s+{TARGET}"
    )),
    _make("credit_line", "from", (
        rf"\b(?i:quest[oa]\s+(?:articolo|intervista|testo))\b[^.\n]{{0,60}}?\b(?i:pubblicat[oa]|"
        rf"apparso|uscito)\b[^.\n]{{0,60}}?\b(?i:su|da|in|sul|sulla)\s+{TARGET}"
    )),
    _make("credit_line", "from", (
        rf"\b(?i:dit\s+(?:artikel|stuk|verhaal))\b[^.\n]{{0,60}}?\b(?i:verscheen|"
        rf"gepubliceerd|verschenen)\b[^.\n]{{0,60}}?\b(?i:in|op|bij|door)\s+{TARGET}"
    )),
)  # fmt: skip
"""What a text says of itself."""

SELF_WORDS = (
    "this article",
    "this story",
    "this report",
    "this piece",
    "this post",
    "this column",
    "this essay",
    "this commentary",
    "this interview",
    "this op-ed",
    "this text",
    "this content",
    "version of this",
    "this item",
    "this investigation",
    "this editorial",
    "this analysis",
    "this feature",
    "this dispatch",
    "originally published",
    "originally appeared",
    "first appeared",
    "first published",
    "reprinted",
    "republished",
    "reposted",
    "syndicated",
    "permission",
    "artikel",
    "beitrag",
    "zuerst",
    "ursprünglich",
    "genehmigung",
    "cet article",
    "cet entretien",
    "cette tribune",
    "autorisation",
    "este artículo",
    "este artigo",
    "este texto",
    "esta nota",
    "esta entrevista",
    "permiso",
    "permissão",
    "questo articolo",
    "questa intervista",
    "concessione",
    "dit artikel",
    "dit stuk",
    "toestemming",
    "dieser text",
    "dieses interview",
)
"""Lower-case words, one of which a paragraph in the middle of a text must have to be asked for these phrases."""

CONTRIBUTED = (
    _make("credit_line", "part", (
        r"(?:^|(?<=[.!?:—•⦁]\s)|(?<=\n))(?P<target>(?:[^.\n:—•⦁]|\b[A-Z]\.|(?<=\w)\.(?=\w)){2,240}?),?\s+(?:have\s+|"
        r"has\s+|also\s+)*contributed\s+(?:reporting\s+|information\s+|material\s+)?(?:to|"
        r"for)\s+(?:this|the)\s+(?:\w+\s+)?(?:report|story|article|piece|dispatch)"
    )),
    _make("credit_line", "part", (
        r"(?i:with|additional|contributed|further)\s+(?i:additional\s+)?(?i:reporting|"
        r"files|material|information|contributions|inputs)\s+(?i:by|from)\s+(?P<target>[^.\n]{2,160})"
    )),
    _make("credit_line", "part", (
        r"(?i:mit\s+(?:Material|Informationen|Agenturmaterial|Inhalten))\s+(?i:von|"
        r"der|des|durch)(?:\s+(?:der|den)\s+(?:Nachrichtenagentur(?:en)?|Agentur(?:en)?))?\s+(?P<target>[^.\n]{2,80})"
    )),
    _make("credit_line", "part", r"(?:^|[(.]\s*)(?i:avec)\s+(?:l['’])?(?P<target>[A-Z][^.\n)]{1,40})(?=[).]|$)"),
)  # fmt: skip
"""Those who helped."""

_HELD = (
    r"(?:\s+(?:(?:has|had|have|first|also|previously|earlier|exclusively|later|"
    r"recently|reportedly|separately|initially|since)\s+)*)"
)
_NEWS_KIND = (
    r"(?:\s+(?:news(?:paper|\s+agency|\s+outlet|\s+site|\s+service|\s+website|\s+channel|"
    r"\s+network)?|magazine|website|agency|broadcaster|channel|outlet|daily|weekly))?"
)
REPORTED = (
    _make("first_reported", "part", (
        rf"\b(?:first|originally|initially)\s+(?:reported|revealed|disclosed|published|"
        rf"broken|obtained)\s+(?:\w+\s+){{0,3}}?(?:by|in|on)\s+{TARGET}"
    ), "first ", "originally", "initially"),
    _make("first_reported", "part", (
        rf"\b(?:reported|revealed|obtained|published|disclosed|cited|quoted|reviewed|"
        rf"seen)\s+(?:\w+\s+){{0,2}}?by\s+{TARGET}"
    ), " by ", listed=True),
    _make("first_reported", "part", (
        rf"(?P<target>{NAME}){_NEWS_KIND}{_HELD}(?:reported|reports|revealed|broke\s+the\s+(?:news|"
        rf"story)|obtained|wrote|claimed)\b"
    ), "report", "reveal", "broke", "obtained", "wrote", "claimed", listed=True),
    _make("first_reported", "part", rf"(?P<target>{NAME}){_HELD}(?:said|says|quoted|cited)\b",
          " said", " says", "quoted", "cited", known=True),
    _make("first_reported", "part", (
        rf"\b(?:[Aa]ccording\s+to|[Cc]iting|[Tt]old|[Ss]poke\s+(?:to|with)|[Ss]peaking\s+(?:to|"
        rf"with)|[Ii]nterview(?:ed)?\s+(?:with|by|to|in|on)|[Cc]onfirmed\s+to|[Ss]tatement\s+to|"
        rf"comments?\s+to|information\s+to|details\s+to|leaked\s+to|reports?\s+(?:by|"
        rf"in|from))\s+(?:reports?\s+(?:by|in|from)\s+)?{TARGET}"
    ), "according to", "citing", "told", "spoke", "speaking", "interview", "confirmed to", "statement to",
       "to the", "report", "comment", listed=True),
    _make("first_reported", "part", (
        rf"\b(?:to|by|in|from|of)\s+the\s+(?P<target>{NAME})\s+(?:news\s+(?:outlet|"
        rf"site|agency|website|service|channel|network)|newspaper|magazine|website|"
        rf"broadcaster|wire\s+service)"
    ), "news ", "newspaper", "magazine", "website", "broadcaster", "wire", sure=True),
    _make("first_reported", "part", (
        rf"\b(?:wie|berichtet(?:e|en)?|meldete?n?|laut|zufolge|gegenüber|zitiert|"
        rf"sagte|schreibt)\s+{TARGET}"
    ), "wie ", "berichte", "meldet", "laut ", "gegenüber", "zitiert", "sagte", "schreibt", listed=True),
    _make("first_reported", "part", rf"(?P<target>{NAME})\s+(?:zufolge|berichtete?n?|meldete?n?)\b",
          "zufolge", "bericht", "meldet", listed=True),
    _make("first_reported", "part", (
        rf"\b(?:selon|d['’]après|rapport(?:e|é)|révél(?:e|é)\s+par|indiqué\s+à|déclaré\s+à|"
        rf"confié\s+à|interrogée?\s+par|a\s+(?:rapporté|révélé|annoncé))\s+{TARGET}"
    ), "selon", "après", "rapport", "révél", "indiqué", "déclaré", "confié", "interrogé", listed=True),
    _make("first_reported", "part", (
        rf"\b(?:según|informó|reveló|adelantó|publicó|declaró\s+a|citad[oa]s?\s+por|"
        rf"recogid[oa]\s+por)\s+{TARGET}"
    ), "según", "informó", "reveló", "adelantó", "publicó", "declaró", "citad", "recogid", listed=True),
)  # fmt: skip
"""What a text says of the news in it: whom it has it from."""

COPYRIGHT = _make("copyright", "from", (
    rf"(?:©|\([cC]\)|(?i:copyright))[\s:,©]*(?:\([cC]\)\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?[\s,]*(?:[Bb]y\s+)"
    rf"?(?P<target>{DOMAIN}|{NAME})"
))  # fmt: skip
_SHORT = (
    r"(?:AP|AFP|Reuters|REUTERS|dpa|DPA|APA|apa|ANSA|EFE|Efe|Europa\s+Press|EUROPA\s+PRESS|"
    r"TASS|Xinhua|XINHUA|Kyodo(?:\s+News)?|PA(?:\s+Media)?|UPI|ANI|PTI|IANS|AAP|"
    r"CP|The\s+Canadian\s+Press|epd|sid|SID|KNA|kna|afp|ap|rtr|Belga|ANP|NTB|Ritzau|"
    r"Lusa|LUSA|Keystone-SDA|sda|SDA|ATS|dts|dpa-AFX|AWP|RIA\s+Novosti|Interfax|"
    r"Ukrinform|Anadolu|AA|IRNA|JTA|TPS|JNS|RNS|CNS|TNS|Yonhap|Antara|Bernama|Associated\s+Press|"
    r"PAP|ČTK|(?:[A-ZÀ-Þ][\w'’.&-]*\s){1,4}(?:Wire|Newswire|Press|Agency|(?:News|Press|Wire)\s(?:Agency|Services?)))"
)
AGENCY_LINE = _make("agency", "from", (
    rf"^[^!?\n]{{0,60}}?\(\s*(?P<target>{_SHORT}(?:\s*[/,]\s*[\w. -]{{2,20}}){{0,4}})\s*\)\s*(?:[—–:-]|"
    rf"\.\s|$)"
))  # fmt: skip
AGENCY_ENDS = _make("agency", "from", (
    rf"(?:[(\[]|(?:^|[.!?…”\"]\s*)(?:[Mm]it|avec|con|[Ss]ource|[Qq]uelle)?\s*:?\s*)(?P<target>{_SHORT}(?:\s*[/,+]\s*[\w.-]{{2,20}})"
    rf"{{0,5}})\s*[)\]]?\.?\s*$"
))  # fmt: skip
ITEM_NUMBER = (
    _make(
        "item_number",
        "same",
        r"(?P<target>\b(?:dpa(?:-\w+)?(?:\.com)?:\s?|dpa-infocom,\s?dpa:)\d{6}-\d{2,3}-\d{4,6}/\d{1,3})",
        "dpa",
    ),
    _make("item_number", "same", r"(?P<target>\burn:newsml:[\w.:-]+(?:/\d+)?)", "urn:newsml"),
    _make(
        "item_number",
        "same",
        r"(?P<target>\b(?:AFP|APA|SDA|ots|OTS|EFE|ANSA)[-:_]?\s?\d{6,}(?:-\d+)*(?:/\d+)?)\b",
        "afp",
        "apa",
        "sda",
        "ots",
        "efe",
        "ansa",
    ),
)
UPDATE = (
    _make(
        "update",
        "same",
        r"^(?P<target>(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED)\s\d{1,2}|(?:CORRECTED|REFILE|RPT|WRAPUP)(?=-))[-:\s–—]",
        "update",
        "corrected",
        "refile",
        "rpt",
        "wrapup",
    ),
    _make(
        "update",
        "same",
        r"\((?P<target>(?:Updates|Adds|Corrects|Recasts|Rewrites|Writes|Repeats)\b[^()\n]{3,120})\)",
        "updates",
        "adds",
        "corrects",
        "recasts",
        "rewrites",
        "repeats",
    ),
)
"""Later versions of an item, as agencies mark them."""
