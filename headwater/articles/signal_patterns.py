"""The phrases in which texts say where they are from, by language (data/signal_phrases.tsv), as regular expressions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from types import MappingProxyType

from headwater.articles.name_patterns import NAME
from headwater.articles.phrase_places import Openings, Places, build_openings, match_at
from headwater.articles.word_gates import Gate, build_gate, choose_open, require

DOMAIN = (
    r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|example|"
    r"co\.uk|com\.au|[a-z]{2})\b(?:/[^\s)\]]*)?"
)
_KIND = (
    r"(?:news|newspaper|paper|daily|weekly|website|web\s?site|site|magazine|"
    r"outlet|agency|broadcaster|network|publication|portal|blog|journal|platform|"
    r"wire|service|"
    r"non-?profit|sister|partner|local|online|independent|investigative|state|"
    r"public|our|its|Nachrichtenagentur|Agentur|Nachrichtensender|Fernsehsender|Boulevardzeitung|Regionalzeitung|"
    r"Blatts?|Blattes|Magazins?|Nachrichtenmagazins?|Nachrichtenportals?|Onlineportals?|"
    r"Online-Zeitung|Tageszeitung|Wochenzeitung|"
    r"Zeitung|Zeitschrift|Senders?|Portals?|Webseite|Website|quotidien|journal|site|"
    r"agence|magazine|hebdomadaire|chaîne|periódico|diario|revista|agencia|cadena|"
    r"web|semanario|quotidiano|giornale|agenzia|sito|krant|jornal)"
)
_LEAD = (
    rf"(?-i:the\s+|an?\s+|d(?:ie|er|as|em|en|es)\s+|l(?:a|e|es)\s+|l['’]|el\s+|il\s+|o\s+|de\s+|het\s+|US-|{_KIND}\s+)*"
)
_ARABIC = r"[ء-ي]+(?:\s[ء-ي]+){0,2}?(?=\s*(?:[،.:؛\n]|$|\sأن|\sإن|\sعن\b|\sفي\b|\sعلى\b|\sمنذ|\sبعد))"
_CHINESE = r"[一-鿿]{1,8}?(?:[社报台网]|新闻|通讯社|周刊|杂志|广播)"
_MARKED = r"[„“”«\"‘'《『「](?P<quoted>[^„“”«»\"《》』」\n]{2,60})[“”»\"’'》』」]"
_CASED = rf"(?-i:{NAME})"
_TARGET = rf"{_LEAD}(?:{_MARKED}|[“\"'‘«„*_]?(?P<target>{DOMAIN}|{_CASED}))"
_TARGETS = {
    "ar": rf"(?:{_MARKED}|(?P<target>{_ARABIC}|{DOMAIN}|{_CASED}))",
    "zh": rf"(?:{_MARKED}|(?P<target>{_CHINESE}|{DOMAIN}|{_CASED}))",
}
"""An outlet as a text of a language names it: in quotation marks, or by its capitals or its last sign."""
_WORDS = {
    "START": r"(?:^|[.!?…]\s+|[(\[*—–-]\s*)",
    "GAP": r"[^.\n。]{0,60}?",
    "L": r"(?P<target>[^\n]{2,80}?)[\s.]*",
    "TONGUE": r"(?P<target>[^\W\d_]{3,20})",
    "ITEM": r"(?:article|story|report|post|piece|page|column|editorial|item|essay|live\s?blog|headline|op-?ed)",
    "TEXT": (
        r"(?:this|the above|the following|an?(?: \w+)? version of this|"
        r"the original) (?:(?!is\b|was\b|has\b)[\w’'-]+ ){0,3}?"
        r"(?:article|story|report|piece|post|column|essay|commentary|text|item|interview|"
        r"op-?ed|editorial|analysis|dispatch|content|feature|excerpt|investigation|"
        r"translation|version|dossier|press release|one)"
    ),
    "STOOD": (
        r"(?:appeared|ran|published|posted|printed|aired|produced|written|reported|"
        r"released|issued|distributed|carried|featured)"
    ),
    "AGAIN": (
        r"(?:re-?published|re-?printed|re-?posted|re-?produced|syndicated|cross-?posted|"
        r"adapted|excerpted|translated|reproduced|taken|copied|sourced|provided|supplied|"
        r"licen[sc]ed|made available)"
    ),
    "AT": r"(?: (?:in|on|at|by|with|from|via|through|for|over at))",
    "ISSUE": r"(?: (?:the )?[^.;:\n]{0,50}?\b(?:issue|edition|pages|website|site|blog|newsletter) of)?",
    "HELD": r"(?: (?:(?:has|had|have|first|also|previously|earlier|exclusively|wrongly|falsely|later|"
            r"recently|reportedly|separately|initially|since|however|meanwhile|then),? )*|"
            r", (?:however|meanwhile|too|in turn|(?:citing|quoting) [^,.\n]{3,90}), )",
    "NEWS": r"(?: (?:news(?:paper| agency| outlet| site| service| website| channel| network)?|magazine|website|agency|"
            r"broadcaster|channel|outlet|daily|weekly))?",
}  # fmt: skip
LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "ar", "zh"})
"""Languages whose phrases the file has."""
_HOLE = re.compile(r"\{([A-Z_]+)\}")


@dataclass(frozen=True)
class Pattern:
    """A phrase: the hint that it is, which way it points, and the words without which it cannot stand (lower case).

    The limits are those that the head of data/signal_phrases.tsv tells of: listed, known, sure, quoted, linked, self.
    """

    kind: str
    direction: str
    regex: re.Pattern[str]
    words: tuple[str, ...] = ()
    limit: str = "-"
    rest: re.Pattern[str] | None = None
    """Of a phrase that begins with a name, what follows it."""

    def find(self, text: str, places: Places = MappingProxyType({})) -> Iterator[re.Match[str]]:
        """The matches of the phrase in a text; quick where `places` says where it can begin."""
        at = places.get(self.regex)
        return self.regex.finditer(text) if at is None else match_at(self.regex, self.rest, text, at)


@lru_cache(maxsize=64)
def load_patterns(group: str, language: str | None) -> tuple[Pattern, ...]:
    """The phrases of a group in a language, and those of any; in every language where that is not known.

    >>> {pattern.kind for pattern in load_patterns("contributed", "en")}
    {'credit_line'}
    """
    return tuple(
        Pattern(
            kind,
            direction,
            _compile(phrase, tongue),
            tuple(words.split(",")) if words != "-" else (),
            limit,
            _compile_rest(phrase, tongue),
        )
        for tongue, name, kind, direction, limit, words, phrase in _load_rows()
        if name == group and (language is None or tongue in (language if language in LANGUAGES else "en", "any"))
    )


@dataclass(frozen=True)
class Phrases:
    """All that is looked for in texts of a language, behind one gate: a bit a rule, the bits of each group."""

    patterns: tuple[Pattern, ...]
    gate: Gate
    openings: Openings
    groups: Mapping[str, int]
    known: int
    """The phrases whose target must be on the list of outlets."""

    def choose(self, group: str, open_: int) -> Iterator[Pattern]:
        """The phrases of a group among the rules that are open for a stretch of text.

        >>> english = load_phrases("en")
        >>> (open_,) = english.gate.find_open("Ana Ruiz contributed to this report.", [(0, 36)])
        >>> [pattern.kind for pattern in english.choose("contributed", open_)]
        ['credit_line']
        """
        return choose_open(self.patterns, open_ & self.groups[group])

    def choose_numbers(self, open_: int) -> Iterator[tuple[re.Pattern[str], tuple[str, ...]]]:
        """The forms of item numbers that can stand in a stretch of text, with the words without which none does."""
        return choose_open(ITEM_NUMBERS, open_ >> len(self.patterns) + len(_FURTHER))


_FURTHER = ("self", "copyright")
"""What the gate tells of a paragraph besides: that it may speak of itself, and that it may be a copyright line."""
GROUPS = ("stated", "contributed", "reported")


def load_phrases(language: str | None) -> Phrases:
    """The phrases of a language (of any, where it is not known) with the gate that says where each can stand.

    Texts in a language that the file does not have are asked for those of English.
    """
    return _load_phrases(language if language is None or language in LANGUAGES else "en")


@lru_cache(maxsize=16)
def _load_phrases(language: str | None) -> Phrases:
    patterns = tuple(pattern for group in GROUPS for pattern in load_patterns(group, language))
    bounds = list(accumulate((len(load_patterns(group, language)) for group in GROUPS), initial=0))
    groups = {group: (1 << bounds[i + 1]) - (1 << bounds[i]) for i, group in enumerate(GROUPS)}
    further = [require(words=_load_own_words(language)), require(words=("©", "opyright", "(c)"))]
    groups |= {name: 1 << number for number, name in enumerate(_FURTHER, len(patterns))}
    rules = [*(require(pattern.regex, words=pattern.words) for pattern in patterns), *further]
    numbers = [require(regex, words=words) for regex, words in ITEM_NUMBERS]
    groups["numbers"] = ((1 << len(numbers)) - 1) << len(rules)
    known = sum(1 << number for number, pattern in enumerate(patterns) if pattern.limit == "known")
    openings = build_openings([(pattern.regex, pattern.rest) for pattern in patterns])
    return Phrases(patterns, build_gate([*rules, *numbers]), openings, groups, known)


@lru_cache(maxsize=1)
def _load_rows() -> list[list[str]]:
    lines = (files("headwater.articles") / "data" / "signal_phrases.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _compile(phrase: str, language: str) -> re.Pattern[str]:
    """A phrase of the file as a regular expression: its holes filled, any space for a space, case ignored."""
    words = {name: text.replace(" ?", r"\s*").replace(" ", r"\s+") for name, text in _WORDS.items()}
    words |= {"T": _TARGETS.get(language, _TARGET), "N": rf"(?P<target>{_CASED})"}
    loose = phrase.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(_HOLE.sub(lambda hole: words[hole.group(1)], loose), re.IGNORECASE)


def _compile_rest(phrase: str, language: str) -> re.Pattern[str] | None:
    name = next((name for name in ("{N}", "(?P<target>{N})") if phrase.startswith(name)), None)
    return _compile(phrase[len(name) :], language) if name and "(?P=" not in phrase else None


def _load_own_words(language: str | None) -> tuple[str, ...]:
    """Small letters, one of which a paragraph inside a text must hold to be asked what it says of itself."""
    return tuple(
        word
        for tongue, name, _, _, _, words, _ in _load_rows()
        if name == "self" and (language is None or tongue == (language if language in LANGUAGES else "en"))
        for word in words.split(",")
    )


COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|(?i:copyright))[\s:,©]*(?:(?i:copyright)[\s:,©]*)?(?:\([cC]\)\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?[\s,]*(?:[Bb]y\s+)"
    rf"?(?P<target>{DOMAIN}|{NAME})"
)
ITEM_NUMBERS = (
    (
        re.compile(r"(?:dpa-infocom,\s?)?(?P<target>\bdpa(?:-\w+)?(?:\.com)?:\s?\d{6}-\d{2,3}-\d{4,6}/\d{1,3})"),
        ("dpa",),
    ),
    (re.compile(r"(?P<target>\burn:newsml:[\w.:-]+(?:/\d+)?)"), ("urn:newsml",)),
    (re.compile(r"(?P<target>\burn:publicid:ap\.org:[0-9a-fA-F]{32})"), ("urn:publicid:ap",)),
    (re.compile(r"(?P<target>\btag:reuters\.com,\d{4}:newsml_\w{6,24}(?::\d+)?)"), ("tag:reuters",)),
    (re.compile(r"(?P<target>\bAP-[A-Z]{2,4}-\d\d-\d\d-\d\d \d{4}(?:GMT|[EC][SD]T))\b"), ("ap-",)),
    (re.compile(r"(?P<target>\b[Aa][Ff][Pp][-_]\d{4}-?\d\d-?\d\d-\d{5,9})\b"), ("afp",)),
    (
        re.compile(
            r"^(?P<target>(?:BC|AM|PM|[A-Z]{2})-[A-Z]{2}--[A-Z][\w’'-]{2,40})(?:,\s?\d\w\w Ld[\w-]*)?(?=$|[\s,])"
        ),
        ("--",),
    ),
    (
        re.compile(r"(?P<target>\b(?:AFP|APA|SDA|ots|OTS|EFE|ANSA|PAP|TASS)[-:_]?\s?\d{6,}(?:-\d+)*(?:/\d+)?)\b"),
        ("afp", "apa", "sda", "ots", "efe", "ansa", "pap", "tass"),
    ),
    (re.compile(r"(?P<target>\b(?:idUS|id[A-Z]{2})[A-Z0-9]{7,12})\b"), ("idus", "idl", "idk")),
    (
        re.compile(
            r"^(?P<update>(?P<target>(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED)\s\d{1,2}|(?:CORRECTED|REFILE|RPT|WRAPUP)"
            r"(?=-)))[-:\s–—]"
        ),
        ("update", "corrected", "refile", "rpt", "wrapup"),
    ),
    (
        re.compile(
            r"\((?P<update>(?P<target>(?:Updates|Adds|Corrects|Recasts|Rewrites|Writes|Repeats)\b[^()\n]{3,120}))\)"
        ),
        ("updates", "adds", "corrects", "recasts", "rewrites", "repeats"),
    ),
)
"""Item numbers of agencies, and later versions of an item as agencies mark them; words without which none stands."""
