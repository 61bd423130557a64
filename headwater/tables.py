"""Every table: columns, types, meanings, closed vocabularies and rules, said once.

The Arrow schemas, the store's DDL, `headwater validate` and docs/tables.md are made from this file. Offsets are
half-open [start, end) in Unicode code points of `documents.text`, which never changes after reading. Ids are int64
hashes of natural keys; times are microseconds, UTC; null means unknown. Rules that every table obeys (no empty cell
where one is required, closed vocabularies, ids that resolve, one row a key, spans inside their text) are made from
the columns, in schema.py; the others stand beside their table.
"""

import pyarrow as pa

from headwater.schema import Rule, Table, document, may, need, span

FORMAT_VERSION = 3
"""Raised whenever a column or its meaning changes; a store of another version is refused."""

_ID, _INT, _TEXT, _BOOL, _REAL = pa.int64(), pa.int32(), pa.string(), pa.bool_(), pa.float64()
_TIME = pa.timestamp("us", tz="UTC")
_BLOCKS = pa.list_(pa.struct([("a_start", pa.int32()), ("b_start", pa.int32()), ("length", pa.int32())]))
_EDGE_BLOCKS = pa.list_(pa.struct([("child_start", pa.int32()), ("parent_start", pa.int32()), ("length", pa.int32())]))

KINDS_OF_REGION = "title section byline dateline body caption credit notice bio chrome"
KINDS_OF_EDIT = (
    "typography spelling house_style wording cut insert move number name date role quote negation "
    "hedge_dropped hedge_added source_dropped source_changed"
)

DOCUMENTS = Table(
    "documents", "articles", "one item as it was read: a page, a record, a row", ("document_id",), "d",
    (
        need("document_id", _ID, "hash of (url, or else uri) and text"),
        need("uri", _TEXT, "where it was read: the argument's last part and the path below it; FILE#NUMBER for a row"),
        may("url", _TEXT, "the address it was published at"),
        may("site", _TEXT, "the publisher's registrable domain, or the outlet's name where a row gives only that"),
        may("outlet_group", _TEXT, "whose newsroom or content system the outlet shares, where that is known"),
        may("title", _TEXT, "the headline; null where the text has none"),
        may("byline", _TEXT, "the authors as written"),
        may("language", _TEXT, "ISO 639-1 code"),
        may("published_at", _TIME, "when it was published; the start of the day, month or year if only that is known"),
        may("published_precision", _TEXT, "how exact that is", "instant day month year"),
        may("published_basis", _TEXT, "where the date was found", "json-ld meta time text url row given guess"),
        may("modified_at", _TIME, "when it was last changed, as it says itself"),
        may("modified_precision", _TEXT, "how exact that is", "instant day month year"),
        may("modified_basis", _TEXT, "where it was found", "json-ld meta text row"),
        may("captured_at", _TIME, "when the copy that was read was saved"),
        may("captured_precision", _TEXT, "how exact that is", "instant day month year"),
        may("captured_basis", _TEXT, "where it was found: in the page's own comment, an archive's address, a row",
            "comment url row given"),
        need("text", _TEXT, "the whole text in reading order, beginning with the title where there is one"),
        need("text_hash", _ID, "hash of text"),
        need("source_path", _TEXT, "the file it was read from"),
        may("source_offset", pa.int64(), "row number (from 1) or byte offset in that file"),
        need("source_hash", _ID, "hash of the bytes as read"),
        may("host", _TEXT, "where it was found, when that is not the publisher: an archive, a cache, an aggregator"),
        need("analysed", _TEXT, "what `statements` can do in its language; none too where `trace --only` left it out",
             "full quotations none"),
        may("extra", _TEXT, "every other field of an input row, as JSON"),
    ),
)  # fmt: skip

REGIONS = Table(
    "regions", "articles", "a stretch of a document's text of one kind; regions may overlap",
    ("document_id", "start", "end", "kind"), "",
    (document(), *span("the region"), need("kind", _TEXT, "what the stretch is", KINDS_OF_REGION)),
)  # fmt: skip

SIGNALS = Table(
    "signals", "articles", "a hint of where a document comes from or went to", ("signal_id",), "g",
    (
        need("signal_id", _ID, "hash of document, span, kind and target"),
        document(),
        *span("the hint (null: page metadata)", False),
        need("kind", _TEXT, "what the hint is",
              "credit_line permission licence canonical syndication citation dateline staff agency press_release "
              "item_number first_reported translation based_on link update correction copyright contradiction "
              "cut_short"),
        need("direction", _TEXT, "from: this text came from there; part: some of it did; to: it was reprinted there; "
              "same: another copy of the same item", "from part to same"),
        need("target", _TEXT, "the outlet, agency, URL or item number as written"),
        may("target_site", _TEXT, "the target's registrable domain, where known"),
        need("evidence", _TEXT, "the words or the tag that say so"),
    ),
)  # fmt: skip

PROBLEMS = Table(
    "problems", "articles", "one row for every input that gave nothing, or less than all of itself; each stage "
    "writes those that it met",
    ("source_path", "source_offset", "stage", "reason"), "",
    (
        need("source_path", _TEXT, "the file"),
        may("source_offset", pa.int64(), "row number or byte offset, where it is one item of many"),
        need("stage", _TEXT, "the stage that met it"),
        need("reason", _TEXT, "what was wrong, in a word or two of a fixed list"),
        need("detail", _TEXT, "what was wrong and what to do, in a sentence"),
    ),
)  # fmt: skip

PASSAGES = Table(
    "passages", "copies", "a stretch of text that two documents share", ("passage_id",), "p",
    (
        need("passage_id", _ID, "hash of both documents and both stretches"),
        need("a_document_id", _ID, "the document with the smaller id", refers="documents"),
        need("a_start", _INT, "where it begins in a"), need("a_end", _INT, "where it ends in a"),
        need("b_document_id", _ID, "the other document", refers="documents"),
        need("b_start", _INT, "where it begins in b"), need("b_end", _INT, "where it ends in b"),
        need("blocks", _BLOCKS, "what is the same, in order in both"),
        need("shared_tokens", _INT, "words in blocks"),
        need("similarity", _REAL, "words in blocks over words of the longer side"),
        need("kind", _TEXT, "quotation: what one or both give as words of somebody", "copy quotation"),
    ),
    (
        Rule("passages_stretches", "both stretches lie in their texts", """
            WITH sizes AS MATERIALIZED (SELECT document_id, length(text) AS size FROM documents)
            SELECT p.passage_id FROM passages p JOIN sizes a ON a.document_id = a_document_id
            JOIN sizes b ON b.document_id = b_document_id WHERE a_start < 0 OR a_start >= a_end
            OR a_end > a.size OR b_start < 0 OR b_start >= b_end OR b_end > b.size"""),
        Rule("passages_ordered", "a is the document with the smaller id",
             "SELECT passage_id FROM passages WHERE a_document_id >= b_document_id"),
    ),
)  # fmt: skip

VERSIONS = Table(
    "versions", "descent", "one text in a family of texts: a document's, or an unseen original's", ("version_id",), "v",
    (
        need("version_id", _ID, "hash of the document, or of the unseen original's name or stretch"),
        may("document_id", _ID, "null: an unseen original", refers="documents"),
        may("name", _TEXT, "of an unseen original: \"Axios report\""),
        may("text", _TEXT, "of an unseen original, as far as its children show it"),
        need("family_id", _ID, "hash of the smallest version id of the family"),
        may("born_at", _TIME, "when this text came to be, at the latest"),
        may("born_basis", _TEXT, "where that is from", "document family capture signal"),
    ),
    (
        Rule("versions_every_document", "every document has exactly one version", """
            SELECT d.document_id FROM documents d LEFT JOIN versions v USING (document_id)
            GROUP BY d.document_id HAVING count(v.version_id) <> 1"""),
        Rule("versions_named", "an unseen original has a name or a text", """
            SELECT version_id FROM versions WHERE document_id IS NULL AND name IS NULL AND text IS NULL"""),
    ),
)  # fmt: skip

EDGES = Table(
    "edges", "descent", "a stretch of one version that was taken from a stretch of another", ("edge_id",), "e",
    (
        need("edge_id", _ID, "hash of both versions and both stretches"),
        need("child_id", _ID, "the version that took", refers="versions"),
        need("child_start", _INT, "where it begins in the child"), need("child_end", _INT, "where it ends there"),
        need("parent_id", _ID, "the version it was taken from", refers="versions"),
        need("parent_start", _INT, "where it begins in the parent"), need("parent_end", _INT, "where it ends there"),
        need("blocks", _EDGE_BLOCKS, "what is the same, in order in both"),
        need("kind", _TEXT, "what the child is to the parent",
              "repost edited abridged expanded excerpt rewrite quotation"),
        need("basis", _TEXT, "why this direction: the evidence in words"),
        need("confidence", _REAL, "that the direction is right, 0 to 1"),
        need("credited", _TEXT, "does the child say where it is from", "yes partly no unknown"),
    ),
    (
        Rule("edges_no_overlap", "the stretches of one child do not overlap", """
            SELECT edge_id FROM (SELECT edge_id, child_start, max(child_end) OVER (PARTITION BY child_id
            ORDER BY child_start, child_end ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM edges)
            WHERE child_start < reached"""),
        Rule("edges_stretches", "both stretches lie in their texts", """
            SELECT edge_id FROM edges JOIN versions c ON c.version_id = child_id
            JOIN versions p ON p.version_id = parent_id LEFT JOIN documents dc ON dc.document_id = c.document_id
            LEFT JOIN documents dp ON dp.document_id = p.document_id
            WHERE child_start < 0 OR child_start >= child_end OR parent_start < 0 OR parent_start >= parent_end
            OR child_end > length(coalesce(dc.text, c.text)) OR parent_end > length(coalesce(dp.text, p.text))"""),
        Rule("edges_born", "a parent is born no later than its child where both are known", """
            SELECT edge_id FROM edges JOIN versions c ON c.version_id = child_id
            JOIN versions p ON p.version_id = parent_id WHERE p.born_at > c.born_at"""),
        Rule("edges_no_cycle", "no version descends from itself", """
            WITH RECURSIVE up(version_id, depth) AS (SELECT DISTINCT child_id, 0 FROM edges UNION
            SELECT parent_id, depth + 1 FROM up JOIN (SELECT DISTINCT child_id, parent_id FROM edges)
            ON child_id = version_id WHERE depth < 1000) SELECT DISTINCT version_id FROM up WHERE depth >= 1000"""),
    ),
)  # fmt: skip

EDITS = Table(
    "edits", "descent", "one change along an edge", ("edit_id",), "x",
    (
        need("edit_id", _ID, "hash of the edge, both spans and the kind"),
        need("edge_id", _ID, "the edge (the child's main edge for what lies outside all stretches)", refers="edges"),
        need("child_start", _INT, "where the new words begin"), need("child_end", _INT, "where they end"),
        need("parent_start", _INT, "where the old words begin"), need("parent_end", _INT, "where they end"),
        need("kind", _TEXT, "the weightiest kind that fits", KINDS_OF_EDIT),
        need("weight", _REAL, "how much it matters to a reader, 0 (style) to 1"),
    ),
)  # fmt: skip

STATEMENTS = Table(
    "statements", "statements", "something said by somebody, as a document reports it", ("statement_id",), "s",
    (
        need("statement_id", _ID, "hash of the document, the content spans and the source span"),
        document(),
        need("kind", _TEXT, "by quotation marks", "direct indirect mixed"),
        need("force", _TEXT, "how it is put", "statement attitude question hearsay assertion"),
        need("source_id", _ID, "who says it", refers="sources"),
        may("outer_id", _ID, "the statement that this one stands inside", refers="statements"),
        may("hedge", _TEXT, "the words that weaken it"),
        need("negated", _BOOL, "whether the content is denied or negated"),
        may("said_at", _TIME, "when it was said"),
        need("confidence", _REAL, "that this is a statement of this source, 0 to 1"),
    ),
    (
        Rule("statements_content", "every statement has content", """
            SELECT s.statement_id FROM statements s LEFT JOIN (SELECT DISTINCT statement_id FROM spans
            WHERE role = 'content') c USING (statement_id) WHERE c.statement_id IS NULL"""),
        Rule("statements_not_in_itself", "no statement stands inside itself",
             "SELECT statement_id FROM statements WHERE outer_id = statement_id"),
    ),
)  # fmt: skip

SPANS = Table(
    "spans", "statements", "the words of a statement by role; a role may have several",
    ("statement_id", "role", "start", "end"), "",
    (
        need("statement_id", _ID, "the statement", refers="statements"),
        need("role", _TEXT, "what the words are", "source cue content via hedge"),
        *span("the words in the document's text"),
    ),
)  # fmt: skip

SOURCES = Table(
    "sources", "statements", "who or what statements are attributed to, resolved", ("source_id",), "o",
    (
        need("source_id", _ID, "hash of what identifies it: name and affiliation, or document and description"),
        may("name", _TEXT, "the fullest name; null for an unnamed source"),
        need("kind", _TEXT, "what it is", "person organisation document outlet unnamed_person unnamed_group unstated"),
        may("described_as", _TEXT, "every word of its description, for an unnamed source"),
        may("role", _TEXT, "office or function: spokesman, minister"),
        may("affiliation", _TEXT, "for whom or where"),
    ),
)  # fmt: skip

ROLES = Table(
    "roles", "statements", "everybody who is introduced by office, speaking or not",
    ("document_id", "start", "end", "name"), "",
    (
        document(), *span("the introduction"),
        need("name", _TEXT, "who"), may("rank", _TEXT, "Gen., Lt.-Col., Sir"),
        may("role", _TEXT, "the office"), may("affiliation", _TEXT, "for whom or where"),
    ),
)  # fmt: skip

DATES = Table(
    "dates", "statements", "time expressions, resolved", ("document_id", "start", "end"), "",
    (
        document(), *span("the expression"),
        may("value_start", _TIME, "the first moment it can mean"), may("value_end", _TIME, "the end of the last day"),
        may("basis", _TEXT, "what it was resolved against", "text document family"),
    ),
)  # fmt: skip

CLAIMS = Table(
    "claims", "tally", "the statements that say the same thing, in whatever words", ("claim_id",), "c",
    (
        need("claim_id", _ID, "hash of its smallest statement id"),
        need("wording", _TEXT, "the clearest of its contents; of equals the earliest"),
        need("first_statement_id", _ID, "the earliest in this pile", refers="statements"),
    ),
)  # fmt: skip

CLAIM_STATEMENTS = Table(
    "claim_statements", "tally", "which statements make a claim", ("claim_id", "statement_id"), "",
    (
        need("claim_id", _ID, "the claim", refers="claims"),
        need("statement_id", _ID, "a statement of it", refers="statements"),
        need("stance", _TEXT, "how it stands to the claim", "asserts doubts questions"),
        need("similarity", _REAL, "to the claim's wording, 0 to 1"),
    ),
)  # fmt: skip

CLAIM_RELATIONS = Table(
    "claim_relations", "tally", "how two claims bear on each other", ("claim_id", "other_id", "kind"), "",
    (
        need("claim_id", _ID, "the claim that denies, differs, narrows or updates", refers="claims"),
        need("other_id", _ID, "the other claim", refers="claims"),
        need("kind", _TEXT, "how", "denies number_differs narrower updates"),
    ),
)  # fmt: skip

CLAIM_ORIGINS = Table(
    "claim_origins", "tally", "where the climb from each statement of a claim ends",
    ("claim_id", "statement_id", "source_id", "via", "version_id"), "",
    (
        need("claim_id", _ID, "the claim", refers="claims"),
        need("statement_id", _ID, "the statement the climb began at", refers="statements"),
        need("source_id", _ID, "the source that speaks at the origin", refers="sources"),
        may("via", _TEXT, "the outlet it came through"),
        need("version_id", _ID, "the text where the climb ended", refers="versions"),
        need("on_record", _BOOL, "whether the source is named and speaks first-hand"),
        need("path", pa.list_(_TEXT), "ids, with their letter, of the edges and statements climbed"),
        need("reason", _TEXT, "why the climb ended here"),
    ),
)  # fmt: skip

CLAIM_COUNTS = Table(
    "claim_counts", "tally", "how many independent sources stand behind a claim, and why", ("claim_id",), "",
    (
        need("claim_id", _ID, "the claim", refers="claims"),
        need("reports", _INT, "documents that carry it"),
        need("texts", _INT, "reports left when those copied from one another or from one unseen original are one"),
        need("sites", _INT, "outlets that carry it"),
        need("independent_low", _INT, "independent sources, unnamed ones put together where they could be one"),
        need("independent_high", _INT, "independent sources, nobody merged"),
        need("on_record", _INT, "named origins that speak first-hand"),
        need("cut", pa.list_(_TEXT), "what the high count rests on: outlets, sources, documents' uris"),
        need("cut_low", pa.list_(_TEXT), "what the low count rests on"),
        need("reason", _TEXT, "the count in plain sentences"),
        need("confidence", _REAL, "that the low count is not too high, 0 to 1"),
    ),
    (
        Rule("counts_interval", "1 <= low <= high <= reports, and texts <= reports", """
            SELECT claim_id FROM claim_counts WHERE independent_low < 1 OR independent_low > independent_high
            OR independent_high > reports OR texts > reports OR texts < 1"""),
        Rule("counts_every_claim", "every claim is counted",
             "SELECT claim_id FROM claims LEFT JOIN claim_counts n USING (claim_id) WHERE n.reports IS NULL"),
    ),
)  # fmt: skip

DECISIONS = Table(
    "decisions", "decide", "what a reader settled; it outranks what the program thought", ("decision_id",), "k",
    (
        need("decision_id", _ID, "hash of kind, subject and object"),
        need("kind", _TEXT, "what was settled", "same_claim not_same_claim copy not_copy reversed same_source "
              "different_source date site no_statement"),
        need("subject", _TEXT, "document and quoted words"), may("object", _TEXT, "document and quoted words"),
        may("value", _TEXT, "the date, site or the like"), may("note", _TEXT, "why"),
        may("decided_by", _TEXT, "who"), may("decided_at", _TIME, "when"),
    ),
)  # fmt: skip

RUNS = Table(
    "runs", "pipeline", "what ran, with what, how long; the one table that differs from run to run", ("run_id",), "r",
    (
        need("run_id", _ID, "hash of the stage and the time it began"),
        need("stage", _TEXT, "the stage"),
        need("options", _TEXT, "its options, as JSON"),
        need("versions", _TEXT, "of headwater and its libraries, as JSON"),
        need("started_at", _TIME, "when it began"),
        need("seconds", _REAL, "wall time"), need("cpu_seconds", _REAL, "CPU time, workers included"),
        may("peak_memory", pa.int64(), "bytes, the largest process; null where the system does not tell"),
        need("rows_in", pa.int64(), "rows read"), need("rows_out", pa.int64(), "rows written"),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        DOCUMENTS, REGIONS, SIGNALS, PROBLEMS, PASSAGES, VERSIONS, EDGES, EDITS, STATEMENTS, SPANS, SOURCES, ROLES,
        DATES, CLAIMS, CLAIM_STATEMENTS, CLAIM_RELATIONS, CLAIM_ORIGINS, CLAIM_COUNTS, DECISIONS, RUNS,
    )
}  # fmt: skip
