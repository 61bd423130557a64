"""The name of an outlet as a phrase gives it: what stands around it cut away, and whether it is that of an outlet."""

import re
from functools import lru_cache
from importlib.resources import files

from headwater.articles.outlets import CALL_SIGN, find_outlet, is_media_name

_CUT = re.compile(
    r"\s(?:and|und|et|y)\s(?:is|are|was|has|have|it|may|appears|republished|"
    r"reposted|reprinted|used|wird|ist|est|se)\b.*|"
    r"\s\d{1,2}\.\d{1,2}\.\d{2,4}\b.*|,?\s(?:on|am|le|el|in|im|en)?\s?(?:(?:Mon|"
    r"Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|"
    r"Oct\.|Nov\.|Dec\.)(?:\b|$).*|"
    r"[\s/](?:Copyright|All\s+Rights|Photo|Read|Click|By|Used|Posted|Published|"
    r"Reprinted|Republished|With|Under|Creative\s+Commons)\b.*"
)
_EDGES = " \t\n.,;:!?'\"“”‘’„«»《》*_()[]–—-|"
_OPENERS = re.compile(
    r"^(?:(?:But|And|As|While|When|If|In|For|Yet|So|Then|Just|Yesterday|Last\s+(?:week|month|year)|On\s+\w+day(?:\s+\w+ing)?|"
    r"Recently|Previously|Additionally|Notably|Reportedly|Similarly|Finally|Initially|Originally|Subsequently|Now|Here|"
    r"Earlier|Later|Meanwhile|However|Today|Separately|Even|Also|"
    r"Aber|Und|Wie|Mais|Pero|Ma|Mas|Maar|Как)\s+)+(?:the\s+)?(?=\S)"
)
_OF = re.compile(r" (?:of|from|at|for) (?:the )?(?P<house>.+)$")
"""A reporter of an outlet, or a programme: the outlet is meant."""
_SORT = re.compile(
    r"(?:(?:die|der|das|le|la|el|il|de|het)\s|[ld]['’])?(?:\w*agentur|\w*zeitung|\w*sender|\w*magazin|\w*blatt|\w*portal|agence|quotidien|journal|hebdomadaire|chaîne|agencia|"
    r"diario|periódico|cadena|emisora|agenzia|quotidiano|giornale|emittente|agência|jornal|persbureau|dagblad|krant|"
    r"omroep|agencja|dziennik|gazeta|tygodnik|stacja|telewizja|агентство|газета|журнал|издание|телеканал|портал|радио)\s",
    re.IGNORECASE,
)
"""What an outlet is called by before its name, which begins a sentence with a capital."""
_SUFFIX = re.compile(r"(?<=\w)['’](?:s|[a-zçğıöşü]{1,5})?$")
NO_PAPERS = re.compile(
    r"(?:.*\s)?(?:Democrat|Republican|Leader|Republic|Citizen|Patriot|Pioneer|Advocate|Messenger|Independent)|"
    r"(?:[A-Z]\w+(?:ian|ean|ish|ese|can|ani)|Thai|French|Dutch|Greek|Czech|Swiss|Israeli|Iraqi|Saudi|Arab|German)"
)
"""Names that end as those of papers do, and are people or nations as often: taken only where the list has them."""
NO_TARGETS = frozenset(
    [
        "original", "english", "englisch", "englischen", "print", "online", "web", "internet", "twitter", "facebook",
        "instagram", "youtube", "tiktok", "linkedin", "truth", "substack", "medium", "reddit", "telegram", "x",
        "germany", "deutschland", "france", "spotify", "whatsapp",
    ]
)  # fmt: skip
"""What can stand where an outlet is named and is none."""


def clean_target(target: str) -> str:
    """The name of an outlet without what stands around it.

    >>> clean_target("All Harbour News and is reposted with permission"), clean_target("“Harbour Daily” on Monday")
    ('All Harbour News', 'Harbour Daily')
    """
    target = _CUT.sub("", " ".join(target.split())).strip(_EDGES)
    target = re.sub(r"^(?:(?:the|by|BY|from)\s|[ld]['’](?=[A-Z]))", "", target)
    target = _SUFFIX.sub("", target).strip(_EDGES)
    return target if 1 < len(target) <= 120 else ""


def trim_target(target: str, language: str | None = None) -> str:
    """The outlet that a run of capitals begins with, where the words after it are not its own.

    >>> trim_target("Daily Mail Lacerda"), trim_target("But the Harbour Times"), trim_target("Vik Herald")
    ('Daily Mail', 'Harbour Times', 'Vik Herald')
    """
    target = _OPENERS.sub("", target)
    words = target.split(" ")
    if find_outlet(target) is not None or len(words) == 1:
        return target
    if (sort := _SORT.match(target)) and find_outlet(target[sort.end() :]) is not None:
        return target[sort.end() :]
    of = _OF.search(target)
    if of and find_outlet(of.group("house")) is not None:
        return of.group("house")
    for count in range(len(words) - 1, 0, -1):
        if words[count][:1].islower():
            continue
        part = _SUFFIX.sub("", " ".join(words[:count]))
        outlet = find_outlet(part)
        word = outlet is not None and part in outlet.common
        if outlet is not None and (count > 1 or part.isupper() or (outlet.agency and not word)):
            return part
    return target


def find_owner(target: str, language: str | None = None) -> str:
    """The outlet of a desk or a column: "the New York Post's Page Six".

    >>> find_owner("New York Post’s Page Six")
    'New York Post'
    """
    owner, _, owned = (*re.split(r"(['’]s?\s)", target, maxsplit=1), "", "")[:3]
    if owned and find_outlet(owned) is not None and find_outlet(owner) is None:
        return owned
    return owner if owner != target and not is_media_name(target) and names_outlet(owner, language) else target


def names_outlet(name: str, language: str | None = None) -> bool:
    """Whether a name is that of an outlet: on the list, a domain, or named as outlets are in a language (None: in any).

    >>> names_outlet("Gazeta Portowa", "pl"), names_outlet("Portowa Zatoka", "pl"), names_outlet("KVIK")
    (True, False, True)
    """
    if is_media_name(name) or CALL_SIGN.fullmatch(name):
        return True
    words = _load_media_words()
    return any(pattern.search(name) for tongue, pattern in words.items() if tongue == language or language is None)


@lru_cache(maxsize=1)
def _load_media_words() -> dict[str, re.Pattern[str]]:
    words = {}
    for line in (files("headwater.articles") / "data" / "media_words.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, alternatives = line.split("\t")
            edge = (r"(?:", r")$") if language == "zh" else (r"(?<![\w])(?:", r")(?![\w-])")
            words[language] = re.compile(edge[0] + alternatives + edge[1], re.IGNORECASE)
    return words
