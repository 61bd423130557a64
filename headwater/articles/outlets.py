"""Names of agencies and outlets in texts: what looks like one, what it is called, and where it is found."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from headwater.articles.identity import find_site
from headwater.outlets import Outlet, find_by_host, follow_outlets, list_outlets

_ARTICLE = re.compile(r"^(?:(?:the|die|der|das|dem|den|le|la|les|el|il)\s+|l['’]\s*)(?=\S)", re.IGNORECASE)
_MEDIA = (
    r"(?:Times|Post|News|Journal|Tribune|Herald|Gazette|Chronicle|Guardian|Observer|"
    r"Examiner|Dispatch|Sentinel|Courier|Record|Press|Daily|Mail|"
    r"Mirror|Star|Globe|Sun|Telegraph|Express|Register|Reporter|Review|Bulletin|"
    r"Inquirer|Ledger|Mercury|Advocate|Echo|Argus|Citizen|Democrat|Republic|"
    r"Monitor|Standard|"
    r"Banner|Beacon|Bee|Bugle|Clarion|Enquirer|Independent|Intelligencer|Leader|"
    r"Messenger|Nation|Patriot|Pioneer|Plain Dealer|Republican|Statesman|Voice|"
    r"World|"
    r"Magazine|Weekly|Monthly|Today|Online|Radio|TV|Television|Broadcasting|"
    r"Network|Media|Newsroom|Wire|Agency|Post-\w+|\w+-Times|\w+-Tribune|\w+-Journal|"
    r"\w+-Gazette|\w+-News|"
    r"Zeitung|Nachrichten|Anzeiger|Blatt|Tagblatt|Tageblatt|Kurier|Rundschau|"
    r"Presse|Allgemeine|Bote|Spiegel|Merkur|Rundfunk|Fernsehen|\w+zeitung|\w+blatt|"
    r"\w+funk|"
    r"Journal|Matin|Dépêche|Parisien|Gazette|Nouvelles|Diario|Periódico|Noticias|"
    r"Prensa|Heraldo|Correo|Voz|Mundo|Tiempo|Corriere|Gazzetta|Giornale|Messaggero|"
    r"Mattino|"
    r"Jornal|Folha|Estado|Correio|Krant|Dagblad|Nieuws|Tidende|Aftenposten|Bladet|"
    r"Tidning|Nyheter|Gazeta|Wiadomości|Pravda|Shimbun|Ilbo|Hürriyet|Haber)"
)
_LAST_WORD = re.compile(
    rf"(?:^|[\s-]){_MEDIA}(?:\s(?:Online|Digital|International|Agency|Channel|"
    rf"Network|Service|Group|Magazine|USA|UK|Press))?$"
)
_DOMAIN = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)+(?:com|org|net|info|news|example|co\.uk|com\.au|co\.[a-z]{2}|[a-z]{2})(?:/\S*)?$",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:https?://)?", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z]+://([^/:?#]+)", re.IGNORECASE)
_FOLDED = "~"
"""Stands before a name in lower case, where the list of outlets holds it for any way of writing."""
_CAPITAL = re.compile(r"[^\W_a-z][\w-]*")
CALL_SIGN = re.compile(r"\b[KW][A-Z]{2,3}\b(?:-(?:TV|FM|AM)\b)?")
"""Names of American stations."""
_MEDIA_WORDS = frozenset(re.findall(r"[A-ZÀ-Þ][\w-]+", _MEDIA))
_LOWER_HINTS = (
    "newspaper",
    "magazine",
    "website",
    "broadcaster",
    "station",
    "channel",
    "news outlet",
    "news site",
    "news agency",
    "zeitung",
    "blatt",
    ".com",
    ".org",
    ".net",
    ".co.uk",
)
_AGENCY_NAME = re.compile(
    r"(?:[Tt]he\s)?(?:[A-ZÀ-Þ][\w'’.&-]*\s){1,4}(?:Wire|Newswire|Press|Agency|(?:News|Press|Wire)\s(?:Agency|Services?))"
)


def find_outlet(name: str) -> Outlet | None:
    """The outlet of a name or a domain, as the list knows it.

    >>> find_outlet("the Associated Press").sites[0], find_outlet("Harbour Daily") is None
    ('apnews.com', True)
    """
    known = _load_outlets()
    plain = " ".join(name.replace("’", "'").split()).strip(" .,'\"")
    for form in (plain, _ARTICLE.sub("", plain)):
        if form in known:
            return known[form]
        if (folded := _FOLDED + form.lower()) in known:
            return known[folded]
    return find_by_host(_HOST.sub("", plain).split("/")[0]) if "." in plain and " " not in plain else None


def is_media_name(name: str) -> bool:
    """Whether a name is that of an outlet: one that the list knows, a domain, or one that ends as such names do.

    >>> is_media_name("Harbour Daily"), is_media_name("Ana Ruiz"), is_media_name("harbour.example")
    (True, False, True)
    """
    plain = name.strip(" .,")
    return (
        find_outlet(plain) is not None
        or bool(_DOMAIN.match(plain))
        or (len(plain.split()) > 1 and bool(_LAST_WORD.search(plain)))
    )


def is_agency_name(name: str) -> bool:
    """Whether a name is that of an agency: one that the list knows, or one that ends as agencies' names do.

    >>> is_agency_name("Reuters"), is_agency_name("Harbour Coast Press"), is_agency_name("Harbour Daily")
    (True, True, False)
    """
    outlet = find_outlet(name)
    return outlet.agency if outlet is not None else _AGENCY_NAME.fullmatch(name.strip(" .,")) is not None


def has_media_word(text: str) -> bool:
    """Whether a text holds a word that could end the name of an outlet (quick, to spare slow looks).

    >>> has_media_word("He told the Harbour Times."), has_media_word("He told the Mayor.")
    (True, False)
    """
    return (
        not _load_last_words().isdisjoint(_CAPITAL.findall(text))
        or any(hint in text for hint in _LOWER_HINTS)
        or CALL_SIGN.search(text) is not None
    )


def find_target_site(name: str, near: str = "") -> str | None:
    """The site of a named outlet: its own domain if the name is one, the list's, or an address written close by."""
    if _DOMAIN.match(name):
        return find_site(name)
    if (outlet := find_outlet(name)) is not None:
        return next(iter(outlet.sites), None)
    match = re.search(r"https?://[^\s)>\]]+", near)
    return find_site(match.group()) if match else None


def find_group(url: str | None, site: str | None) -> str | None:
    """The group whose newsroom or content system an outlet shares, by its address, or else its site or name.

    >>> find_group("https://www.freep.com/a", "freep.com"), find_group(None, "Harbour Daily")
    ('USA Today Network', None)
    """
    host = _ADDRESS.match(url or "")
    outlet = (find_by_host(host.group(1)) if host else None) or (find_outlet(site) if site else None)
    return (outlet.group or None) if outlet else None


def is_same_outlet(target: str, names: Iterable[str | None]) -> bool:
    """Whether a target is one of some names or sites.

    >>> is_same_outlet("The Harbour Daily", ["harbourdaily.example"]), is_same_outlet("Reuters", ["Harbour Daily"])
    (True, False)
    >>> is_same_outlet("Lakeside Insider", ["lakesideinsider.example"]), is_same_outlet("L’Écho", ["lecho.example"])
    (True, True)
    """
    folded, spelt = _fold(target), _spell_labels(target)
    outlet = find_outlet(target)
    for name in names:
        if not name:
            continue
        site = find_site(name) or ""
        label = re.sub(r"[^a-z0-9]", "", site.split(".")[0]) if site else ""
        own = find_outlet(name)
        if (
            (folded and (folded == _fold(name) or label in spelt))
            or (outlet and own and outlet == own)
            or (outlet and site in outlet.sites)
        ):
            return True
        if label and any(
            len(f) > 5 and (label.startswith(f) or (len(label) > 5 and f.startswith(label))) for f in spelt
        ):
            return True
        if outlet and label and any(_fold(own_site.split(".")[0]) == label for own_site in outlet.sites):
            return True
    return False


def _fold(name: str) -> str:
    return re.sub(r"[^\w]|_", "", _ARTICLE.sub("", name.strip().lower()))


def _spell_labels(name: str) -> set[str]:
    """A name as domains spell it: with and without its article, and what carries an accent without it or, in German,
    written out.

    >>> sorted(_spell_labels("Der Süder Bote"))
    ['dersuderbote', 'dersuederbote', 'suderbote', 'suederbote']
    """
    whole = name.strip().lower().translate(_LIGATURES)
    spelt = (form.translate(umlauts) for form in (whole, _ARTICLE.sub("", whole)) for umlauts in ({}, _UMLAUTS))
    return {re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", form)) for form in spelt} - {""}


_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@follow_outlets
@lru_cache(maxsize=1)
def _load_outlets() -> dict[str, Outlet]:
    known: dict[str, Outlet] = {}
    for outlet in list_outlets():
        for form in outlet.names:
            known.setdefault(form.replace("’", "'").rstrip("."), outlet)
            known.setdefault(_ARTICLE.sub("", form), outlet)
            if form not in outlet.common and len(form) > 3:
                known.setdefault(_FOLDED + form.lower(), outlet)
    return known


@follow_outlets
@lru_cache(maxsize=1)
def _load_last_words() -> frozenset[str]:
    return _MEDIA_WORDS | {
        re.split(r"['’]", form.split()[-1])[0]
        for form in _load_outlets()
        if not form.startswith(_FOLDED) and not form.islower()
    }
