"""From bytes to text: byte-order marks, UTF-8 and UTF-16, legacy encodings of the web, and what no text may hold."""

import codecs
import re
from collections.abc import Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_ODDEST = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_STRAY, _STRAY_OF = 4, 1000
_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[\r\u2028\u2029\x85\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
"""What a clean text has none of."""
_SAMPLE = 1 << 16
_OTHER = (
    "cp1251",
    "koi8_r",
    "koi8_u",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
    "shift_jis",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "cp949",
)
"""Legacy encodings of other scripts that web pages and exports are written in; those of old computers are not."""
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_WORDS = 3000
"""Characters of a text that tell its language."""
_TURKIC = frozenset({"tr", "az"})
_CENTRAL = frozenset({"pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs", "sq"})
"""Languages of which Windows-1252 lacks letters; pages in them were written in two other encodings."""
_OWN_LETTERS = {name: [letter.encode(name) for letter in "ĄąŚśŹźŠšŤťŽž"] for name in ("cp1250", "iso8859_2")}
"""The letters that these two have at different places."""
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1", "windows-1252", "cp1252"})


def decode_bytes(
    data: bytes, *, encoding: str | None = None, declared: str | None = None, markup: bool = False
) -> tuple[str, int]:
    """The text of a file, and how many of its characters could not be read.

    In this order: the encoding asked for, a byte-order mark, the shape of UTF-16, UTF-8, what was declared by those
    who sent it (`declared`) or by the page itself (`markup`), what charset-normalizer finds for a script that is not
    Latin, the Latin encoding in which the language of the text is written, Windows-1252 (which on the web is what is
    called Latin-1: https://encoding.spec.whatwg.org/#names-and-labels). So a wrong declaration does no harm.

    >>> decode_bytes("où".encode("utf-16")), decode_bytes("Zoë’s".encode("cp1252"))
    (('où', 0), ('Zoë’s', 0))
    """
    if encoding:
        return _decode_lossy(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_lossy(data[len(mark) :], name)
    if wide := _guess_wide(data):
        return _decode_lossy(data, wide)
    names = [name for name in (declared, _find_declared(data) if markup else None) if name]
    for name in names:
        if "2022" in name and (text := _try(data, name)) is not None:  # Japanese in seven bits is UTF-8 to the eye
            return text, 0
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and not data[: error.start].isascii():  # cut in the middle of a character
            return data.decode("utf-8", "replace"), 1
    return _decode_legacy(data, names)


def clean_text(text: str) -> str:
    """The text with plain line ends, without control characters, byte-order marks and lone surrogates.

    >>> clean_text("a\\r\\nb\\x00c\\ud800")
    'a\\nbc\\ufffd'
    """
    if not _ODD.search(text):
        return text
    text = _BREAKS.sub("\n", text)
    text = _CONTROL.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def count_odd(text: str) -> int:
    """How many characters of a text no text has; a stray one or two are nothing.

    >>> count_odd("a\\x01b"), count_odd("The quay\\x01\\x02\\x03\\x04\\x05")
    (0, 5)
    """
    count = len(_ODDEST.findall(text)) if _ODD.search(text) else 0
    return count if count >= _STRAY and count > len(text) // _STRAY_OF else 0


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: more than 2 % control characters, and not UTF-16.

    >>> is_binary(bytes(range(256)) * 4), is_binary("Größe\\n".encode("utf-16"))
    (True, False)
    """
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _guess_wide(sample):
        return False
    control = sum(sample.count(bytes((c,))) for c in (*range(9), *range(14, 27), *range(28, 32), 127))
    return control > 0.02 * len(sample)


def _guess_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of most characters is zero in Western text."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    half = len(sample) // 2
    if half < 4 or sample.count(0) < 0.35 * len(sample):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _find_declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return match.group(1).decode("ascii").lower() if match else None


def _decode_legacy(data: bytes, names: Sequence[str]) -> tuple[str, int]:
    for name in names:
        if name.lower() not in _LATIN and (text := _try(data, name)) is not None:
            return text, 0
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    sound = sum(1 for c in text if c > "\x7f") - lost
    if sound >= 10 * lost:  # UTF-8 with a few damaged characters
        return text, lost
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], steps=5, chunk_size=1024, cp_isolation=list(_OTHER)).best()
    if best is not None and best.encoding not in ("utf_8", "ascii") and _has_other_script(str(best)):
        return _decode_lossy(data, best.encoding)
    return _decode_lossy(data, _choose_latin(data))


def _choose_latin(data: bytes) -> str:
    """The encoding of a Latin script that the language of a text is written in: its plain letters tell which it is."""
    from headwater.articles.languages import classify

    sample = data[:_SAMPLE].decode("cp1252", "replace")
    (language,) = classify([" ".join(_TAG.sub(" ", sample).split())[:_WORDS]])
    if language in _TURKIC:
        return "cp1254"
    if language not in _CENTRAL:
        return "cp1252"
    return max(("cp1250", "iso8859_2"), key=lambda name: sum(data.count(byte) for byte in _OWN_LETTERS[name]))


def _has_other_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c >= "\u0370" for c in letters) > 0.5 * max(1, len(letters))


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_lossy(data: bytes, name: str) -> tuple[str, int]:
    if (text := _try(data, name)) is not None:
        return text, 0
    if name == "cp1252":  # five bytes mean nothing there; browsers read them as Latin-1
        return data.decode("cp1252", "replace").replace("\ufffd", " "), 0
    text = data.decode(name, "replace")
    return text, text.count("\ufffd")
