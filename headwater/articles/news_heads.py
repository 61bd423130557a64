"""What the heads of NewsML-G2 and NITF items say: number and version, provider, times, authors, copyright."""

from dataclasses import dataclass, replace

from lxml import etree

from headwater.articles.drafts import Paragraph


@dataclass(frozen=True)
class Head:
    """What is said of an item: as written, "" where nothing is.

    `owners` are those whose item it is, each with what says so; `paragraphs` what stands before the text.
    """

    title: str = ""
    number: str = ""
    version: str = ""
    site: str = ""
    byline: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    url: str = ""
    rights: str = ""
    owners: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def join(self, other: "Head") -> "Head":
        """This head, with what another says where this one says nothing."""
        names = ("title", "number", "version", "site", "byline", "published", "modified", "language", "url", "rights",
                 "owners", "paragraphs", "extra")  # fmt: skip
        return replace(self, **{name: getattr(self, name) or getattr(other, name) for name in names})


def read_newsml_head(item: etree._Element) -> Head:
    """The head of a newsItem: itemMeta, contentMeta and rightsInfo."""
    meta = next(iter(find_names(item, "contentMeta")), item)
    times = [_read(item, name) for name in ("firstCreated", "versionCreated", "contentCreated")]
    times = [time for time in times if time]
    changed = _read(item, "versionCreated") or _read(item, "contentModified")
    provider = _read_party(item, "provider")
    credit = _read(meta, "creditline")
    holder = _read_party(item, "copyrightHolder")
    owners = [
        ("provider", provider),
        ("creditline", credit),
        ("copyright", holder),
        ("source", _read_party(meta, "infoSource")),
    ]
    said = next(iter(find_names(item, "itemMeta")), meta)
    link = next((n.get("href", "") for n in find_names(item, "link") if "canonical" in n.get("rel", "")), "")
    return Head(
        title=_read(meta, "headline") or _read(said, "title"),
        number=item.get("guid", ""), version=item.get("version", ""), site=provider,
        byline=_read(meta, "by") or ", ".join(filter(None, (_read_party(n, "") for n in find_names(meta, "creator")))),
        published=times[0] if times else "", modified=changed if times and changed != times[0] else "",
        language=_read_language(item, meta), url=link,
        rights=_read(item, "copyrightNotice"), owners=tuple(owner for owner in owners if owner[1]),
        paragraphs=(("byline", _read(meta, "by")), ("dateline", _read(meta, "dateline"))),
        extra=(
            ("slug", _read(meta, "slugline")), ("note", _read(item, "edNote")), ("usage", _read(item, "usageTerms")),
        ),
    )  # fmt: skip


def read_nitf_head(nitf: etree._Element) -> Head:
    """The head of an NITF document: docdata, pubdata and body.head."""
    number, issue = _first(nitf, "doc-id"), _first(nitf, "date.issue")
    release, published = _first(nitf, "date.release"), _first(nitf, "pubdata")
    right, key = _first(nitf, "doc.copyright"), _first(nitf, "du-key")
    holder = right.get("holder", "") if right is not None else ""
    times = [n.get("norm", "") for n in (issue, release) if n is not None]
    times.append(published.get("date.publication", "") if published is not None else "")
    name = (published.get("name", "") if published is not None else "") or _read(nitf, "distributor")
    owners = (("distributor", _read(nitf, "distributor")), ("copyright", holder))
    metas = {n.get("name", "").lower(): n.get("content", "") for n in find_names(nitf, "meta")}
    rights = _read(nitf, "rights.owner") or (
        f"© {right.get('year', '')} {holder}" if right is not None and holder else ""
    )
    return Head(
        title=_read(nitf, "hl1") or _read(nitf, "hedline") or _read(nitf, "title"),
        number=number.get("id-string", "") if number is not None else "",
        version=(nitf.get("version", "") if not nitf.get("version", "").startswith("-//") else "")
        or (key.get("version", "") if key is not None else ""),
        site=name or (number.get("regsrc", "") if number is not None else ""),
        byline=", ".join(_read_words(n) for b in find_names(nitf, "byline") for n in find_names(b, "person"))
        or _read(nitf, "byline"), published=next(filter(None, times), ""),
        language=nitf.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        url=metas.get("url") or metas.get("canonical") or "",
        rights=rights, owners=tuple(owner for owner in owners if owner[1]),
        extra=(
            ("section", published.get("position.section", "") if published is not None else ""),
            ("edition", published.get("edition.name", "") if published is not None else ""),
            ("slug", key.get("key", "") if key is not None else ""),
        ),
    )  # fmt: skip


def local_name(node: etree._Element) -> str:
    """An element's name without its namespace; "" of what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def find_names(node: etree._Element, *names: str) -> list[etree._Element]:
    """The elements of these local names below an element, in order."""
    return [found for found in node.iter("{*}*") if local_name(found) in names and found is not node]


def _first(node: etree._Element, name: str) -> etree._Element | None:
    return next(iter(find_names(node, name)), None)


def _read(node: etree._Element, name: str) -> str:
    """The words of the first element of a name that holds some."""
    return next(filter(None, map(_read_words, find_names(node, name))), "")


def _read_words(node: etree._Element) -> str:
    return " ".join(" ".join(node.itertext()).split())


def _read_party(node: etree._Element, name: str) -> str:
    """The name of a party: that of the element in it, its literal, or its code without the scheme."""
    party = _first(node, name) if name else node
    if party is None:
        return ""
    code = (
        party.get("literal")
        or party.get("qcode", "").rpartition(":")[2]
        or party.get("uri", "").rstrip("/").rpartition("/")[2]
    )
    return _read(party, "name") or " ".join((party.text or "").split()) or code


def _read_language(item: etree._Element, meta: etree._Element) -> str:
    tag = _first(meta, "language")
    said = tag.get("tag", "") if tag is not None else ""
    return said or item.get("{http://www.w3.org/XML/1998/namespace}lang", "")
