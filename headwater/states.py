"""State tables: what a stage remembers for the next run.

A stage takes them back as part of `known` and gives them back complete. They hold nothing that a run over everything
would not make anew, are no contract, and are not exported.
"""

import pyarrow as pa

from headwater.schema import Table, need

_COMPARED_DOCUMENTS = Table(
    "compared_documents", "tally", "which statements of a document were compared with those of others", ("document_id",), "",
    (need("document_id", pa.int64(), "the document"), need("digest", pa.int64(), "hash of the statements compared")),
)  # fmt: skip

_COMPARED_CONTENTS = Table(
    "compared_contents", "tally", "pairs of statements found to be the same, or but for a sign or a number",
    ("statement_id", "other_id"), "",
    (
        need("statement_id", pa.int64(), "the one"), need("other_id", pa.int64(), "the other"),
        need("kind", pa.int8(), "0 the same, 1 with the opposite sign, 2 with another number"),
        need("probability", pa.float64(), "that they are"),
    ),
)  # fmt: skip

STATES: dict[str, Table] = {t.name: t for t in (_COMPARED_DOCUMENTS, _COMPARED_CONTENTS)}
