"""Tally: statements that say the same thing, climbed to where they come from, and counted."""

from headwater.schema import Tables
from headwater.work import HERE, Work


def tally_claims(
    pile: Tables, descent: Tables, said: Tables, *, known: Tables | None = None, work: Work = HERE
) -> Tables:
    """Group statements into claims and count the independent sources of each.

    Reads documents and decisions; versions, edges; statements, spans, sources and decided_statements. Returns claims,
    claim_statements, claim_relations, claim_origins, claim_counts and the state tables of the stage (states.py). What
    is known of sources, documents, statements and claims that are as they were is taken over.
    """
    import numpy as np

    from headwater.tally.claims import group_statements
    from headwater.tally.contents import BATCH, Library
    from headwater.tally.inputs import digest_inputs, hear_sources
    from headwater.tally.recalled import find_changed, recall_contents, recall_outcomes, remember_contents
    from headwater.tally.rows import call_roll, write_claims
    from headwater.tally.testimony import read_evidence, read_surroundings

    known = known or {}
    library = Library(pile, said, work)
    around = read_surroundings(pile, descent, said)
    speakers, sources = hear_sources(said["sources"], around.outlets, known)
    inputs = digest_inputs(pile, descent, said, around, sources)
    changed = find_changed(inputs, known)
    evidence = read_evidence(pile, said, around, changed, speakers)
    outcomes = recall_outcomes(inputs, evidence, known)
    contents = recall_contents(inputs, evidence, library, known)
    groups = group_statements(contents, inputs, around, library, known)
    state = groups.state | remember_contents(contents, groups.compared, inputs, outcomes) | {"heard_sources": sources}
    if len(changed) > BATCH:
        work.keep(state)
    roll = call_roll(groups, inputs, outcomes, around, known)
    touched = roll.list_documents(np.flatnonzero(roll.known < 0), inputs)
    if not np.isin(touched, changed).all():
        evidence = read_evidence(pile, said, around, touched, speakers)
    return write_claims(roll, groups, evidence, around, known, library) | state
