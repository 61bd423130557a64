"""What a file is, told from its bytes and only then from its name."""

import csv
import json
import re
from dataclasses import dataclass

from headwater.articles.encodings import decode_bytes, is_binary

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file, or one with a password", "Save it as .docx without a password."),
    (b"SQLite format 3", "a database", "Export its table of articles as CSV or JSON lines."),
    (b"\x89PNG", "a picture", "headwater reads text only."),
    (b"\xff\xd8\xff", "a picture", "headwater reads text only."),
    (b"GIF8", "a picture", "headwater reads text only."),
    (b"RIFF", "a picture or a sound", "headwater reads text only."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it and name the folder."),
    (b"Rar!", "a RAR archive", "Unpack it and name the folder."),
    (b"BZh", "a bzip2 file", "Unpack it; headwater reads .gz and .zst as they are."),
    (b"\xfd7zXZ", "an xz file", "Unpack it; headwater reads .gz and .zst as they are."),
    (b"ARROW1", "an Arrow file", "Save it as Parquet."),
    (b"Obj\x01", "an Avro file", "Save it as Parquet or JSON lines."),
)
_KINDS = ((b"PAR1", "parquet"), (b"WARC/", "warc"), (b"bplist00", "webarchive"), (b"{\\rtf", "rtf"), (b"%PDF", "pdf"))
_PDF_HEAD = 1024
"""Bytes of junk that may stand before a PDF: its readers have always allowed that."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/container.xml")
"""What the first bytes of Word, OpenDocument and EPUB files hold, which are zip files too."""
_OFFICE_FILE = ("an Excel, PowerPoint, OpenDocument or EPUB file", "Save its text as .docx, .txt or .html.")
_WORD = b"word/"
_NAME, _OFFICE_PARTS = 30, (b"_rels/", b"word/", b"docProps/", b"customXml/")
"""Where the name of a zip's first entry stands, and what it is in files of offices that begin with another part."""
_MARKS = 4096
_TABLES = (".csv", ".tsv", ".tab")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,6})(?:\.(?:gz|zst|zstd))?$")
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEW_TAGS = 2
"""Tags that close a block which a text about markup may hold, and one more for every 2,000 characters."""
_TAG = re.compile(r"</(?:p|div|span|a|h[1-6]|body|html|li|script|article|section)>", re.IGNORECASE)
_PROLOGUE = r"\s*(?:<\?xml[^>]*>\s*)?(?:<(?:!--.*?--|\?.*?\?|!DOCTYPE[^>\[]*(?:\[.*?\])?)>\s*)*"
_FEED = re.compile(_PROLOGUE + r"<(?:rss|feed|(?:\w+:)?RDF|urlset)\b", re.DOTALL)
_NEWS = re.compile(_PROLOGUE + r"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|conceptItem|NewsML|nitf)\b", re.DOTALL)
_OTHER_XML = re.compile(_PROLOGUE + r"<(?:sitemapindex|opml)\b", re.DOTALL)
_PROPERTIES = re.compile(_PROLOGUE + r"<plist\b", re.DOTALL)
_BOX = re.compile(r"From \S+ .*\d{4}\s*\n[A-Za-z-]+:")
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
"""Lines of a head as messages have them."""
DELIMITERS = {",": "csv", "\t": "tsv", ";": "csv", "|": "csv"}


@dataclass(frozen=True)
class Kind:
    """What a file is: parquet, html, json, jsonl, csv, text, markdown, news, docx, rtf, pdf, a kind of records
    (records.py) or of archive (zip, tar).

    Or why it is refused, what it is, what to do.
    """

    name: str
    refused: str = ""
    what: str = ""
    mend: str = ""


def tell_kind(head: bytes, name: str) -> Kind:
    """The kind of a file, from its first bytes and its name.

    >>> tell_kind(b"<!DOCTYPE html><p>Hi", "page.txt").name, tell_kind(b'{"a": 1}', "x").name
    ('html', 'json')
    """
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return Kind(kind)
    if head.startswith(_ZIP):
        office = any(mark in head[:_MARKS] for mark in _OFFICE) or head[_NAME:].startswith(_OFFICE_PARTS)
        if office and _WORD in head:
            return Kind("docx")
        return Kind("", "not_supported", *_OFFICE_FILE) if office else Kind("zip")
    if head[257:262] == b"ustar":
        return Kind("tar")
    for magic, what, mend in _REFUSED:
        if head.startswith(magic):
            return Kind("", "not_supported", what, mend)
    if b"%PDF-" in head[:_PDF_HEAD]:
        return Kind("pdf")
    if b"\nendobj" in head and b" obj" in head:
        return Kind("", "broken_archive", "a PDF file whose beginning is damaged", "Fetch it again.")
    if head[8:12] == b"DUCK":
        return Kind(
            "", "not_supported", "a DuckDB database, perhaps a store of headwater", "Name the articles, not the store."
        )
    if is_binary(head):
        return Kind("", "binary", "no text and no format that is known", "Leave it out, or convert it to text.")
    text = decode_bytes(head, markup=True)[0].lstrip("\ufeff \t\r\n")
    match = _SUFFIX.search(name.lower())
    return _tell_text_kind(text, match.group(1) if match else "")


def find_delimiter(text: str) -> str | None:
    """The delimiter of a table, by its first line; None where that names fewer than two columns.

    >>> find_delimiter("url;title;text\\na;b;c"), find_delimiter("One sentence, and no table.")
    (';', None)
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    best = max(DELIMITERS, key=lambda d: _count_names(first, d))
    return best if _count_names(first, best) > 1 else None


def _tell_text_kind(text: str, suffix: str) -> Kind:
    if text.startswith(("{", "[")) and (kind := _tell_json(text, suffix)):
        return Kind(kind)
    if suffix in (".jsonl", ".ndjson", ".jl"):
        return Kind("jsonl")
    if _MARKUP.match(text):
        return Kind("html")
    if _FEED.match(text):
        return Kind("feed")
    if _NEWS.match(text):
        return Kind("news")
    if _PROPERTIES.match(text) and "WebMainResource" in text:
        return Kind("webarchive")
    if _OTHER_XML.match(text):
        what = "Save the pages that it links to, or their texts as JSON lines."
        return Kind("", "not_supported", "a list of feeds or sitemaps, or another XML file", what)
    if text.startswith("<") and len(_TAG.findall(text)) > 1:
        return Kind("html")
    if (suffix in _TABLES and find_delimiter(text)) or _looks_like_table(text):  # its cells may hold pages
        return Kind("csv")
    if text.startswith("<?xml"):
        what = "Save its text as .txt, .html or JSON lines."
        return Kind("", "not_supported", "an XML file of a kind that is not known", what)
    if kind := _tell_mail(text.replace("\r", "")):
        return Kind(kind)
    if len(_TAG.findall(text)) > _FEW_TAGS + len(text) // 2_000:
        return Kind("html")
    if suffix in _MARKDOWN:
        return Kind("markdown")
    if suffix in _TABLES:
        return Kind("csv")
    if suffix in (".css", ".js", ".mjs", ".ts", ".py", ".svg", ".map", ".woff", ".sh"):
        return Kind("", "not_supported", "code, not an article", "Leave it out.")
    return Kind("text")


def _tell_mail(text: str) -> str | None:
    """A box of messages, a page saved as one file, or a message; None where it has no such head."""
    if _BOX.match(text):
        return "mbox"
    head = match.group().lower() if (match := _MAIL.match(text)) else ""
    if "multipart/related" in head and ("snapshot-content-location:" in head or "content-location:" in text.lower()):
        return "mhtml"
    fields = {line.partition(":")[0] for line in head.split("\n")}
    return "mail" if "from" in fields and fields & {"mime-version", "received", "message-id", "return-path"} else None


def _tell_json(text: str, suffix: str) -> str | None:
    first, _, rest = text.partition("\n")
    following = rest.lstrip()
    if suffix in (".jsonl", ".ndjson", ".jl"):
        return "jsonl"
    if text.startswith("{") and following.startswith("{") and _parses(first):
        return "jsonl"
    if suffix == ".json" or _parses(text) or re.match(r'\{\s*"[^"\n]{0,80}"\s*:|\[\s*\{\s*"', text):
        return "json"
    return None


def _parses(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def _count_names(line: str, delimiter: str) -> int:
    """Columns that a header line names: short, and no sentence."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return 0
    if any(len(cell) > 60 or len(cell.split()) > 5 for cell in cells) or line.rstrip().endswith((".", "!", "?", "”")):
        return 0
    return len(cells)


def _looks_like_table(text: str) -> bool:
    """A table under another name: a header with the usual names, and a second line cut the same way."""
    from headwater.articles.fields import USUAL_NAMES, fold_name

    delimiter = find_delimiter(text)
    lines = text.split("\n", 2)
    if delimiter is None or len(lines) < 2:
        return False
    names = {fold_name(cell) for cell in lines[0].strip("\r").split(delimiter)}
    known = {name for usual in USUAL_NAMES.values() for name in usual}
    return len(names & known) >= 2 and lines[1].count(delimiter) >= lines[0].count(delimiter)
