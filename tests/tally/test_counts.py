"""The rows of a count."""

from headwater.tally.counts import _keep_shortest


def test_keep_shortest__keeps_one_way_to_an_origin_through_an_outlet() -> None:
    way = {
        "claim_id": 1,
        "statement_id": 2,
        "source_id": 3,
        "version_id": 4,
        "via": "Harbour Radio",
        "reason": "It says so.",
    }
    long, short = way | {"path": ["s1", "s2", "s3"]}, way | {"path": ["s1", "s3"]}
    other = way | {"path": ["s1"], "via": None}
    kept = _keep_shortest([long, other, short])
    assert len(kept) == 2 and short in kept and other in kept
    assert kept == _keep_shortest([short, long, other])
