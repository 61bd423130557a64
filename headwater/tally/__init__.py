"""Tally: statements that say the same thing, climbed to where they come from, and counted."""

from headwater.schema import Tables
from headwater.work import HERE, Work


def tally_claims(
    pile: Tables, descent: Tables, said: Tables, *, known: Tables | None = None, work: Work = HERE
) -> Tables:
    """Group statements into claims and count the independent sources of each.

    Reads documents; versions, edges; statements, spans, sources. Returns claims, claim_statements, claim_relations,
    claim_origins, claim_counts and the state tables compared_documents, compared_contents.
    """
    from headwater.tally.claims import group_claims
    from headwater.tally.rows import write_claims
    from headwater.tally.testimony import read_evidence

    evidence = read_evidence(pile, descent, said)
    claims, relations, state = group_claims(pile, said, evidence, known or {}, work)
    return write_claims(claims, relations, evidence, work) | state
