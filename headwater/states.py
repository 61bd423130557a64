"""State tables: what a stage remembers for the next run.

A stage takes them back as part of `known` and gives them back complete. They hold nothing that a run over everything
would not make anew, are no contract, and are not exported.
"""

from headwater.schema import Table

STATES: dict[str, Table] = {t.name: t for t in ()}
