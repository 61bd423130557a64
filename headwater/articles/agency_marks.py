"""Agencies where news puts them: in datelines, bylines, the lines beside a text and the brackets that end it."""

import re
from collections.abc import Iterator

from headwater.articles.datelines import read_dateline
from headwater.articles.outlets import find_outlet, is_agency_name
from headwater.intervals import Span

_JOINT = re.compile(r"\s*[/,+|•·]\s*|\s+(?:and|und|et|y|e|en|i|ve|и|och|og|with|mit|avec|con|com|met|z)\s+")
_IN_TEXT = re.compile(r"^[^!?\n]{0,60}?\(\s*(?P<names>[A-Za-zÀ-ÿ][^()\n]{1,40}?)\s*\)\s*(?:[—–:-]|\.\s|$)")
_LAST_WORDS = re.compile(r"[(\[/]\s*(?P<names>[^()\[\]\n]{2,60}?)\s*[)\]/][.\s]*$")
_WHOLE_LINE = re.compile(
    r"^[\W_]*(?:(?:[Mm]it|[Aa]vec|[Cc]on|[Cc]om|[Mm]et|[Ss]ource|[Qq]uellen?|[Ff]onti?|[Ff]uente|[Bb]ron|z|von|par|"
    r"por|di|door|by|af|av)\s*:?\s*(?:[Ll]['’]|die|der|la|de)?\s*)?(?P<names>[^()\n]{2,80}?)[\W_]*$"
)
_BYLINE = re.compile(
    r"^\W*(?:by|von|par|por|di|da|door|af|av|przez|autor(?:in|a|es)?|haber|muhabir|texto?e?|redacción|редакция|автор|"
    r"بقلم|كتب|记者|来源)\b\s*:?\s*(?P<names>.{2,100})$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[a-zäöü]{1,4}|[a-z]{2,3}\.?")
_REPORTING = re.compile(
    r"\(\s*(?:Additional\s+)?[Rr]eporting\s+by\s[^()]{3,300};\s*[^()]{0,40}[Ee]dit(?:ing|ed)\s+by\s[^()]{3,120}\)"
)
_ACRONYM = re.compile(r"\W*[(\[]\s*(?P<names>[A-ZİĞŞÇÖÜ]{2,6})\s*[)\]]\W*")
_PICTURED = re.compile(
    r"\W*(?:photos?|fotos?|fot\.|bild(?:er)?|images?|im[áa]gen(?:es)?|imagem|immagin[ei]|zdj\.|zdjęci[ea]|fotograf\w*|fotoğraf\w*|"
    r"görsel|фото|снимок|صورة|صور|تصوير|摄影|攝影|图片?|圖片?)(?!\w)",
    re.IGNORECASE,
)
"""How the credit of a picture begins, which says nothing of the text."""
_WHOLE = 90
"""Characters of a line that is nothing but names of agencies."""
_PLACE = re.compile(r"[A-ZÀ-Þ][\w.'’ -]{1,30}|\d.*")


def find_opening_agencies(text: str, *, plain: bool = False) -> tuple[list[Span], Span] | None:
    """The agencies in the dateline of a paragraph, and the dateline; None where it opens with none.

    >>> find_opening_agencies("VIK (Reuters) - The ferry sails.")
    ([(5, 12)], (0, 15))
    """
    found = read_dateline(text, plain_place=plain)
    if found is not None:
        return list(found.agencies), (0, found.end)
    match = _IN_TEXT.match(text[:140]) if "(" in text[:140] else None
    spans = _list_agencies(match) if match else []
    return (spans, match.span()) if match and spans else None


def find_closing_agencies(text: str) -> tuple[list[tuple[str, Span]], Span] | None:
    """The agencies that a last paragraph, or a line that is nothing else, names as whose text it is; None: none.

    The mark of Reuters is a pair of brackets that names its reporters and editors.

    >>> find_closing_agencies("The ferry sails. (dpa/lno)")
    ([('dpa', (18, 21))], (17, 26))
    """
    if len(text) < _WHOLE and _PICTURED.match(text):
        return None
    if not (len(text) < _WHOLE or ")" in text or "]" in text or "/" in text):
        return None
    if match := _REPORTING.search(text):
        return [("Reuters", match.span())], match.span()
    match = _ACRONYM.fullmatch(text)
    if match:
        return [(match.group("names"), match.span("names"))], match.span()
    for form in (_LAST_WORDS.search(text), _WHOLE_LINE.match(text) if len(text) < _WHOLE else None):
        if form and (spans := _list_agencies(form)):
            return [(text[slice(*span)], span) for span in spans], form.span()
    return None


def find_byline_agencies(text: str) -> list[Span]:
    """The agencies, and the outlets of more than four letters, that a byline names beside its authors.

    >>> find_byline_agencies("By Ana Ruiz, Associated Press")
    [(13, 29)]
    """
    match = _BYLINE.match(text)
    start, names = (match.start("names"), match.group("names")) if match else (0, text)
    return [
        span
        for span in _cut_names(names, start)
        if (outlet := find_outlet(text[slice(*span)])) is not None and (outlet.agency or span[1] - span[0] > 4)
    ]


def is_byline_form(text: str) -> bool:
    """Whether a line begins as bylines do ("By", "Von", "Haber:"); said of short lines only.

    >>> is_byline_form("Von Ana Ruiz, dpa"), is_byline_form("Ana Ruiz left.")
    (True, False)
    """
    return len(text) < 110 and _BYLINE.match(text) is not None and not text.rstrip().endswith((".", "!", "?"))


def _list_agencies(match: re.Match[str]) -> list[Span]:
    """The agencies of a list in which all is an agency, somebody's initials, or a place; else none."""
    spans = list(_cut_names(match.group("names"), match.start("names")))
    words = [match.string[slice(*span)] for span in spans]
    agencies = [span for span, word in zip(spans, words, strict=True) if is_agency_name(word)]
    rest = [w for w, span in zip(words, spans, strict=True) if span not in agencies]
    fits = all(_INITIALS.fullmatch(w) or "." in w or (w.isupper() and _PLACE.fullmatch(w)) for w in rest)
    return agencies if agencies and fits else []


def _cut_names(names: str, start: int) -> Iterator[Span]:
    """The spans of the names of a list, without the article or the desk before each."""
    at = 0
    for cut in (*_JOINT.finditer(names), None):
        stop = cut.start() if cut else len(names)
        part = names[at:stop].rstrip(" .)\"'”“»")
        bare = _bare(part.lstrip(" .(\"'“„«"))
        if bare:
            yield start + at + len(part) - len(bare), start + at + len(part)
        at = cut.end() if cut else stop


def _bare(name: str) -> str:
    """A name without the article or the desk before it.

    >>> _bare("l'AFP"), _bare("Redazione ANSA")
    ('AFP', 'ANSA')
    """
    name = re.sub(r"^(?:[Ll]['’]|(?:die|der|das|la|le|the|The|[Bb]y|Von|Par|Por|Di)\s)", "", name.strip())
    return re.sub(r"^(?:Redazione|Redaktion|Redacción|Agencia|agencia)\s(?=[A-Z]{2,}$|[a-z]{3}$)", "", name)
