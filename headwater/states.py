"""State tables: what a stage remembers for the next run.

A stage takes them back as part of `known` and gives them back complete. They hold nothing that a run over everything
would not make anew, are no contract, and are not exported.
"""

import pyarrow as pa

from headwater.schema import Column, Table, may, need
from headwater.tables import DOCUMENTS, REGIONS, SIGNALS

UNFINISHED = "unfinished"
"""The store's note of the stage that a run has begun and not ended."""

_REGION = pa.struct([(c.name, c.type) for c in REGIONS.columns if c.name != "document_id"])
_SIGNAL = pa.struct([(c.name, c.type) for c in SIGNALS.columns if c.name not in ("document_id", "signal_id")])

ARTICLE_SPARES = Table(
    "article_spares",
    "articles",
    "items read that `documents` does not show: the same document from another path, or parts of a killed run",
    ("source_path", "source_offset", "uri", "document_id"),
    "",
    (
        *(Column(c.name, c.type, c.meaning, c.required) for c in DOCUMENTS.columns),
        need("reading", pa.int64(), "hash of the options it was read with"),
        may("regions", pa.list_(_REGION), "its regions"),
        may("signals", pa.list_(_SIGNAL), "its signals"),
    ),
)
ARTICLE_FILES = Table(
    "article_files",
    "articles",
    "files read whole, which are not read again",
    ("source_path", "uri", "source_hash"),
    "",
    (
        need("source_path", pa.string(), "the file"),
        need("uri", pa.string(), "its uri"),
        need("source_hash", pa.int64(), "hash of its bytes"),
        need("reading", pa.int64(), "hash of the options it was read with"),
    ),
)

_MARK = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("kind", pa.string()), ("inside", pa.bool_())])

ARTICLE_LINES = Table(
    "article_lines",
    "articles",
    "the lines of every article, to find those that recur in its outlet, and what was marked for that",
    ("document_id",),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("inputs", pa.int64(), "hash of the method and of its body as it was read"),
        need("keys", pa.binary(), "a hash of each line, 8 bytes each"),
        need("places", pa.binary(), "where each begins, where it ends, whether it lies inside a region, 4 bytes each"),
        need("marks", pa.list_(_MARK), "lines marked: what they are, and whether inside a body region"),
    ),
)

HEARD_SOURCES = Table(
    "heard_sources",
    "tally",
    "from what the speaker of every source was made",
    ("source_id",),
    "",
    (
        need("source_id", pa.int64(), "the source"),
        need("inputs", pa.int64(), "hash of the method and of its row"),
        need("asked", pa.list_(pa.string()), "names of which was asked whether they are outlets'"),
        need("answers", pa.int64(), "hash of the answers"),
    ),
)
HEARD_STATEMENTS = Table(
    "heard_statements",
    "tally",
    "what the words of every statement come down to, beside others in the same words",
    ("statement_id",),
    "",
    (
        need("statement_id", pa.int64(), "the statement"),
        need("fold", pa.int64(), "hash of its words in their order"),
        need("negated", pa.bool_(), "whether it says that something is not so"),
        may("subject", pa.string(), "whom it is about, where it begins with a pronoun"),
        need("long", pa.bool_(), "whether the same words are the same claim wherever they stand"),
        may("within_id", pa.int64(), "the statement whose content is little more than this one"),
        need("compared", pa.bool_(), "whether it was compared with others, for all in the same words"),
    ),
)
HEARD_DOCUMENTS = Table(
    "heard_documents",
    "tally",
    "from what every document was counted, and the terms that tell its story",
    ("document_id",),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("inputs", pa.int64(), "hash of the method and of all that was read of it"),
        need("content", pa.int64(), "hash of what its contents are compared by"),
        need("outcome", pa.int64(), "hash of the outlets that it has its news from and that it cites"),
        need("terms", pa.list_(pa.int64()), "hashes of its telling terms"),
        need("weights", pa.list_(pa.float32()), "what each tells"),
    ),
)
COUNTED_CLAIMS = Table(
    "counted_claims",
    "tally",
    "from what every claim was counted",
    ("statement_id",),
    "",
    (
        need("statement_id", pa.int64(), "the smallest of its statements"),
        need("claim_id", pa.int64(), "the claim"),
        need("inputs", pa.int64(), "hash of all that was read of its statements and their documents"),
        need("asked", pa.list_(pa.string()), "outlets of which was asked which unseen version is theirs"),
        need("answers", pa.int64(), "hash of the answers"),
    ),
)

_PAIR = (
    need("statement_id", pa.int64(), "the one"),
    need("other_id", pa.int64(), "the other"),
    need("kind", pa.int8(), "0 the same, 1 with the opposite sign, 2 with another number"),
    need("probability", pa.float64(), "that they are"),
)
COMPARED_CONTENTS = Table(
    "compared_contents",
    "tally",
    "pairs of statements that may be the same, or would be but for a sign or a number",
    ("statement_id", "other_id"),
    "",
    _PAIR,
)
COMPARED_COPIES = Table(
    "compared_copies",
    "tally",
    "pairs of statements of which one was copied from the other, or both from one text, and what the copying changed",
    ("statement_id", "other_id"),
    "",
    _PAIR,
)

STATEMENT_INPUTS = Table(
    "statement_inputs",
    "statements",
    "from which inputs the statements of a document were read",
    ("document_id", "input_hash"),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("input_hash", pa.int64(), "hash of what was read of it, and of the method"),
    ),
)

STATEMENT_SPEAKERS = Table(
    "statement_speakers",
    "statements",
    "whom each document alone shows to speak",
    ("statement_id",),
    "",
    (
        need("statement_id", pa.int64(), "the statement"),
        need("source_id", pa.int64(), "the source, before the pile's names are joined"),
    ),
)

STATEMENT_SOURCES = Table(
    "statement_sources",
    "statements",
    "what each document shows of a source",
    ("document_id", "source_id"),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("source_id", pa.int64(), "the source"),
        may("name", pa.string(), "as in sources"),
        need("kind", pa.string(), "as in sources"),
        may("described_as", pa.string(), "as in sources"),
        may("role", pa.string(), "as in sources"),
        may("affiliation", pa.string(), "as in sources"),
    ),
)

_NAMED = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("name", pa.string())]))

DESCENT_FAMILIES = Table(
    "descent_families",
    "descent",
    "families that were traced, and from what",
    ("lead_id",),
    "",
    (
        need("lead_id", pa.int64(), "the smallest document id in the family"),
        need("inputs", pa.int64(), "hash of the method and of all that was read of its documents and passages"),
    ),
)
DESCENT_SCANS = Table(
    "descent_scans",
    "descent",
    "documents that were searched for outlets named as having the news",
    ("document_id",),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("method", pa.int32(), "the version of the patterns"),
        need("named", _NAMED, "the outlets and where they are named"),
    ),
)

FINGERPRINTS = Table(
    "fingerprints",
    "copies",
    "the fingerprints of every document",
    ("document_id",),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("inputs", pa.int64(), "hash of the method and of all that was read of it"),
        need("digest", pa.int64(), "hash of the method, the text and what is read of it: the same for the same text"),
        need("words", pa.int32(), "words that were read"),
        need("hashes", pa.binary(), "the fingerprints, 8 bytes each"),
        need("places", pa.binary(), "the number of the first word of each, 4 bytes each"),
    ),
    told_by=("document_id", "inputs"),
)
SHARED_STRETCHES = Table(
    "shared_stretches",
    "copies",
    "what pairs of texts share, before it is decided what is a passage",
    ("a_digest", "b_digest"),
    "",
    (
        need("a_digest", pa.int64(), "the text with the smaller digest"),
        need("b_digest", pa.int64(), "the other text, or the same where several documents have it"),
        need("measures", pa.binary(), "what is measured of each stretch, 4 bytes a figure"),
        need("blocks", pa.binary(), "what is the same in them, three figures of 4 bytes a block"),
    ),
    told_by=("a_digest", "b_digest"),
)

DECIDED_DOCUMENTS = Table(
    "decided_documents",
    "copies",
    "the documents whose passages were decided, as they were then",
    ("document_id",),
    "",
    (
        need("document_id", pa.int64(), "the document"),
        need("digest", pa.int64(), "hash of its text and what is read of it, as in fingerprints"),
        need("about", pa.int64(), "hash of its site and its date of publication"),
    ),
)

FINGERPRINT_RUNS = Table(
    "fingerprint_runs",
    "copies",
    "the runs of the index of fingerprints, which lie in files beside the store: which texts have each fingerprint",
    ("run",),
    "",
    (
        need("run", pa.int32(), "the run"),
        need("entries", pa.int64(), "entries in it: a fingerprint, a text and its place there"),
        need("check", pa.int64(), "hash of what is in it"),
    ),
)
ENTERED_TEXTS = Table(
    "entered_texts",
    "copies",
    "the texts that have entries in the index of fingerprints, and what was known of them when all were compared",
    ("digest",),
    "",
    (
        need("digest", pa.int64(), "the text"),
        need("number", pa.int32(), "its number in the entries"),
        need("gone", pa.bool_(), "whether no document has it any more: its entries do not count"),
        may("document_id", pa.int64(), "the earliest document with it; none where it was not compared"),
        may("published", pa.int64(), "when that was published, in microseconds"),
        need("crowded", pa.bool_(), "whether most of it is what hundreds of texts have"),
    ),
)
COMPARED_NOTICES = Table(
    "compared_notices",
    "copies",
    "the fingerprints of notices, which bring no texts together",
    ("fingerprint",),
    "",
    (need("fingerprint", pa.uint64(), "the fingerprint"),),
)

_DECIDED = (
    need("decision_id", pa.int64(), "the decision"),
    need("effect", pa.string(), "what became of it", "applied contradicted lost"),
    may("subject_id", pa.int64(), "what it is about: the statement, or the document where it is about whole texts"),
    may("object_id", pa.int64(), "the other of two"),
    may("thought", pa.string(), "what the program thought, or would have thought"),
    may("detail", pa.string(), "what is amiss where it is not applied"),
)
_SETTLED = ("published_at", "published_precision", "published_basis", "site")
_READ = tuple(may(c.name, c.type, f"as it was read: {c.meaning}") for c in DOCUMENTS.columns if c.name in _SETTLED)
DECIDED: dict[str, Table] = {
    stage: Table(
        f"decided_{stage}",
        stage,
        "what became of readers' decisions in this stage",
        ("decision_id",),
        "",
        (*_DECIDED, *_READ) if stage == "articles" else _DECIDED,
    )
    for stage in ("articles", "descent", "statements", "tally")
}
"""Of every stage that decisions concern the table of what became of them; of `articles` also what was read instead."""

INDEXES: dict[str, Table] = {t.name: t for t in (FINGERPRINT_RUNS, ENTERED_TEXTS, COMPARED_NOTICES)}
"""Tables that are made from state tables after a stage, so that something is found without all being read; no stage
reads them."""

STATES: dict[str, Table] = {
    t.name: t
    for t in (
        FINGERPRINTS,
        SHARED_STRETCHES,
        DECIDED_DOCUMENTS,
        ARTICLE_SPARES,
        ARTICLE_FILES,
        ARTICLE_LINES,
        HEARD_SOURCES,
        HEARD_STATEMENTS,
        HEARD_DOCUMENTS,
        COMPARED_CONTENTS,
        COMPARED_COPIES,
        COUNTED_CLAIMS,
        STATEMENT_INPUTS,
        STATEMENT_SPEAKERS,
        STATEMENT_SOURCES,
        DESCENT_FAMILIES,
        DESCENT_SCANS,
        *DECIDED.values(),
    )
}
