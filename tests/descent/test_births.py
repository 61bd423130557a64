"""When each text came to be."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.descent.births import Birth, date_alone, date_births
from headwater.descent.members import DAY, Member


def _dated(at: int | None, precision: str = "instant", captured: int | None = None, basis: str = "meta") -> Member:
    return Member(1, "", None, None, None, None, at, precision, basis, captured, (), ())


def test_date_births__keeps_dates_that_agree_with_the_tree() -> None:
    births = date_births([_dated(5), _dated(9)], {(0, 1)})
    assert births == [Birth(5, "document"), Birth(9, "document")]


def test_date_births__gives_an_undated_parent_the_date_of_its_first_child() -> None:
    births = date_births([_dated(None), _dated(9), _dated(7)], {(0, 1), (0, 2)})
    assert births[0] == Birth(7, "family")


def test_date_births__gives_an_undated_child_the_date_of_its_parent() -> None:
    assert date_births([_dated(5), _dated(None)], {(0, 1)})[1] == Birth(5, "family")


def test_date_births__drops_the_date_that_most_others_contradict() -> None:
    births = date_births([_dated(50), _dated(9), _dated(7)], {(0, 1), (0, 2)})
    assert births[0] == Birth(7, "family") and births[1] == Birth(9, "document")


def test_date_births__reads_a_day_as_any_moment_of_it() -> None:
    births = date_births([_dated(DAY + 5), _dated(DAY, "day")], {(0, 1)})
    assert births == [Birth(DAY + 5, "document"), Birth(DAY + 5, "family")]


def test_date_births__bounds_an_unseen_original_by_its_children() -> None:
    assert date_births([_dated(9), _dated(7), None], {(2, 0), (2, 1)})[2] == Birth(7, "family")


def test_date_alone__falls_back_on_the_capture() -> None:
    assert date_alone(_dated(None, captured=3)) == Birth(3, "capture")
    assert date_alone(_dated(None)) == Birth(None, None)


@given(st.lists(st.tuples(st.none() | st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=9))
def test_date_births__never_puts_a_parent_after_its_child(rows: list[tuple[int | None, int]]) -> None:
    members: list[Member | None] = [_dated(at) for at, _ in rows]
    edges = {(parent, child) for child, (_, parent) in enumerate(rows) if parent < child}
    births = date_births(members, edges)
    for parent, child in edges:
        early, late = births[parent].at, births[child].at
        assert early is None or late is None or early <= late


_DATES = st.lists(st.one_of(st.none(), st.integers(1, 30)), min_size=2, max_size=9)


@given(dates=_DATES, links=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14))
def test_date_births__no_parent_is_later_than_its_child(dates: list[int | None], links: list[tuple[int, int]]) -> None:
    edges = {(min(a, b), max(a, b)) for a, b in links if a != b and max(a, b) < len(dates)}
    births = date_births([_dated(d) for d in dates], edges)
    for parent, child in edges:
        ours, theirs = births[parent].at, births[child].at
        assert ours is None or theirs is None or ours <= theirs
