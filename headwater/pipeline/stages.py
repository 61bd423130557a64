"""The stages in their order, and how they are run against a store.

Every stage is run over everything, with what it did before as `known`: it works only on what is new and what that
touches, and gives back exactly the rows of one run over everything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from pathlib import Path
from typing import Any

from headwater.errors import HeadwaterError
from headwater.outlet_files import read_outlets, read_rows, write_rows
from headwater.outlets import Outlet, hash_added, know_outlets, list_added, share_outlets
from headwater.pipeline.choosing import EVERYTHING, ONLY, choose_articles, describe_choice, note_choice, recall_choice
from headwater.provenance import measure_run
from headwater.schema import Tables
from headwater.states import STATES, UNFINISHED
from headwater.store import Store, open_store
from headwater.tables import RUNS, TABLES
from headwater.work import HERE, SILENT, Watch, Work

_READ_ONLY = "read only"
"""The store's note of the choice of articles (choosing.ONLY) with which statements were read last."""

OUTLETS = "outlets"
"""The store's note of the outlets that its user added, and the word before a stage's name in its note of those with
which the stage was run last."""

OTHERWISE = "read with other outlets"
"""The store's note of how many articles the last run, which changed the outlets, left as they were read before."""

TAGGER, _TAGGER = "tagger", "neural"
"""The store's note of the tagger that reads its statements, and the one where there is no note."""


Options = Mapping[str, Any]
"""What a stage was told by name; its row of `runs` shows it."""


@dataclass(frozen=True)
class Stage:
    """One stage: what it reads and writes, the function that runs it over (tables, known, work, options) and gives
    all its tables; or `update`, which brings them up to date in the store, and says how many rows it read, are there
    now, and changed."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Tables, Tables, Work, Options], Tables] | None = None
    update: Callable[[Store, Work], dict[str, int]] | None = None
    names_outlets: bool = False
    """Whether its rows depend on the list of outlets."""

    @property
    def remembers(self) -> tuple[str, ...]:
        """Its state tables."""
        return tuple(t.name for t in STATES.values() if t.stage == self.name)


def _update_copies(store: Store, work: Work) -> dict[str, int]:
    from headwater.pipeline.copy_stage import update_copies

    return update_copies(store, work)


def _trace_descent(have: Tables, known: Tables, work: Work, options: Options) -> Tables:
    from headwater.descent import trace_descent

    return trace_descent(have, have, known=known, work=work)


def _extract_statements(have: Tables, known: Tables, work: Work, options: Options) -> Tables:
    from headwater.statements import extract_statements

    return extract_statements(have, have, tagger=options.get(TAGGER, _TAGGER), known=known, work=work)


def _tally_claims(have: Tables, known: Tables, work: Work, options: Options) -> Tables:
    from headwater.tally import tally_claims

    return tally_claims(have, have, have, known=known, work=work)


_PILE = ("documents", "regions", "signals")
_DECIDED = ("decided_statements",)
"""What the statements stage made of the decisions on sources, which the tally holds to."""

STAGES = (
    Stage("copies", ("documents", "regions", "problems"), ("passages", "problems"), update=_update_copies),
    Stage(
        "descent",
        (*_PILE, "passages", "problems", "decisions"),
        ("versions", "edges", "edits", "problems"),
        _trace_descent,
        names_outlets=True,
    ),
    Stage(
        "statements",
        (*_PILE, "versions", "edges", "problems", "decisions"),
        ("statements", "spans", "sources", "roles", "dates", "problems"),
        _extract_statements,
        names_outlets=True,
    ),
    Stage(
        "tally",
        (*_PILE, "versions", "edges", "statements", "spans", "sources", "roles", "dates", "decisions", *_DECIDED),
        ("claims", "claim_statements", "claim_relations", "claim_origins", "claim_counts"),
        _tally_claims,
        names_outlets=True,
    ),
)
"""The stages after `articles`, which alone reads files."""

STAGE_NAMES = ("articles", *(stage.name for stage in STAGES))


@dataclass(frozen=True)
class Analysis:
    """How a pile's statements are read: by which tagger ("neural" or "rules"), and in which articles (conditions as
    `trace --only` takes them; "all" undoes it). What is left out stays as in the runs before.
    """

    tagger: str | None = None
    only: Sequence[str] = ()


AS_BEFORE = Analysis()


def trace(
    path: str | Path,
    inputs: Sequence[str | Path],
    *,
    options: Any = None,
    analysis: Analysis = AS_BEFORE,
    until: str = "tally",
    work: Work = HERE,
    watch: Watch = SILENT,
) -> dict[str, int]:
    """Read files into a store and run every stage; run it again with more files, and only the new is worked on.

    `options` is an articles.ReadOptions. Returns how many rows each table holds. Raises InputError when nothing could
    be read, StoreError when the store cannot be used, HeadwaterError where a condition of `analysis` cannot be told.
    """
    from headwater.articles import ReadOptions
    from headwater.articles.options import hash_options
    from headwater.pipeline.article_stage import read_into

    if until not in STAGE_NAMES:
        raise HeadwaterError(f"There is no stage {until}.", f"The stages are {', '.join(STAGE_NAMES)}.")
    reading = options or ReadOptions()
    if analysis.only:
        note_choice(Path(path), analysis.only)
    articles = _make_reading(lambda store, work: read_into(store, inputs, reading, work))
    shown = asdict(reading) if is_dataclass(reading) and not isinstance(reading, type) else {}
    with open_store(path) as store, know_outlets(recall_outlets(store, reading)):
        shown |= {"inputs": [str(i) for i in inputs], "added_outlets": len(list_added())}
        readings = set(store.ask("SELECT DISTINCT reading FROM article_files")["reading"].to_pylist())
        changed, have = run_stage(store, articles, {}, work, watch, shown)
        _note_tagger(store, analysis.tagger)
        _note_outlets(store, readings - {hash_options(reading)})
        run_stages(store, changed > 0, until, have, work, watch)
        return {name: store.count(name) for name in TABLES}


def remove(path: str | Path, pattern: str, *, work: Work = HERE, watch: Watch = SILENT) -> int:
    """Take the articles whose path, uri or url match a pattern out of a store, as if they had never been read.

    Returns how many went. Raises HeadwaterError when none matches or there is no store.
    """
    from headwater.pipeline.article_stage import remove_from

    with open_store(path, create=False) as store, know_outlets(recall_outlets(store)):
        before = store.count("documents")
        articles = _make_reading(lambda store, work: remove_from(store, pattern, work))
        changed, have = run_stage(store, articles, {}, work, watch, {"remove": pattern})
        if not changed:
            raise HeadwaterError(f"Nothing in {path} matches {pattern}.", "`headwater texts` lists what is in it.")
        run_stages(store, True, "tally", have, work, watch)
        return before - store.count("documents")


def apply_decisions(path: str | Path, *, work: Work = HERE, watch: Watch = SILENT) -> None:
    """Run the stages that the decisions noted since the last run concern, and those after them, over a store.

    Raises StoreError when there is no store.
    """

    from headwater.pipeline.article_stage import settle_again

    with open_store(path, create=False) as store, know_outlets(recall_outlets(store)):
        changed, have = run_stage(store, _make_reading(settle_again), {}, work, watch, {"decisions": True})
        run_stages(store, changed > 0, "tally", have, work, watch)


def _make_reading(update: Callable[[Store, Work], dict[str, int]]) -> Stage:
    """The stage `articles`, by what it does to the articles of a store."""
    return Stage("articles", ("decisions",), (*_PILE, "problems"), update=update)


def run_stages(store: Store, changed: bool, until: str, have: Tables, work: Work, watch: Watch) -> None:
    """Run the stages after `articles` that have something to do: all if articles changed, else from where a run was cut
    short or a stage failed on something.

    `have` are tables as they stand in the store, which are not read from it again.
    """
    begun = store.recall(UNFINISHED) or _find_failing(store, until)
    if begun in (None, "tally") and store.recall(ONLY) != store.recall(_READ_ONLY):
        begun = "statements"
    if not changed and begun is None:
        return
    first = 0 if changed or begun not in STAGE_NAMES else max(0, STAGE_NAMES.index(begun) - 1)
    for stage in STAGES[first : STAGE_NAMES.index(until)]:
        store.note(UNFINISHED, stage.name)
        if stage.name == "statements":
            have = _run_statements(store, stage, have, work, watch)
        else:
            _, have = run_stage(store, stage, have, work, watch, {})
    following = STAGE_NAMES[STAGE_NAMES.index(until) + 1 :]
    store.note(UNFINISHED, following[0] if following else None)


def _run_statements(store: Store, stage: Stage, have: Tables, work: Work, watch: Watch) -> Tables:
    """Run the statements stage over the articles that the user chose; `documents` says of the others that they are
    not analysed."""
    options: dict[str, Any] = {TAGGER: recall_tagger(store)}
    choice = recall_choice(store)
    if choice == EVERYTHING and store.recall(_READ_ONLY) is None:
        return run_stage(store, stage, have, work, watch, options)[1]
    documents = have["documents"] if "documents" in have else store.read("documents")
    marked, chosen = choose_articles(store, documents, choice)
    store.save({"documents": marked})
    store.note(_READ_ONLY, "unfinished")
    options |= {ONLY: describe_choice(choice)}
    _, have = run_stage(store, stage, have | {"documents": chosen}, work, watch, options)
    store.note(_READ_ONLY, store.recall(ONLY))
    return have | {"documents": marked}


def recall_tagger(store: Store) -> str:
    """The tagger that reads a store's statements."""
    return store.recall(TAGGER) or _TAGGER


def _note_tagger(store: Store, tagger: str | None) -> None:
    """Note the tagger that is asked for; where statements were read by another, every stage has something to do."""
    if tagger not in (None, recall_tagger(store)):
        store.note(UNFINISHED, STAGES[0].name)
        store.note(TAGGER, tagger)


def recall_outlets(store: Store, reading: Any = None) -> tuple[Outlet, ...]:
    """The outlets that the user adds: those of the file that is named, else those of the runs before."""
    if path := getattr(reading, OUTLETS, None):
        return read_outlets(path)
    return read_rows(store.recall(OUTLETS) or "[]")


def _note_outlets(store: Store, readings: set[int]) -> None:
    """Note the outlets that the user added; where they are others than before, every stage has something to do, and it
    is noted how many articles are still there from files read otherwise (as hashes of article_files tell)."""
    rows = write_rows(list_added()) if list_added() else None
    store.note(OTHERWISE, None)
    if rows != store.recall(OUTLETS):
        store.note(UNFINISHED, STAGES[0].name)
        store.note(OUTLETS, rows)
        old = f"SELECT source_path, source_hash FROM article_files WHERE reading IN ({', '.join(map(str, readings))})"
        left = f"SELECT count(*) AS n FROM documents WHERE (source_path, source_hash) IN ({old})"
        count = store.ask(left)["n"][0].as_py() if readings else 0
        store.note(OTHERWISE, str(count) if count else None)


def _find_failing(store: Store, until: str) -> str | None:
    """The first stage after `articles`, up to another, that failed on something."""
    failing = store.ask("SELECT DISTINCT stage FROM problems")["stage"].to_pylist()
    return next((name for name in STAGE_NAMES[1 : STAGE_NAMES.index(until) + 1] if name in failing), None)


def run_stage(
    store: Store, stage: Stage, have: Tables, work: Work, watch: Watch, options: Options
) -> tuple[int, Tables]:
    """Run one stage over everything in the store, of which `have` is in hand, and save what it gives.

    Returns how many rows changed, and all tables now in hand.
    """
    watch.stage(stage.name)
    heard = replace(work, keep=_keep_parts(store, stage.name), tell=watch.tell, map=share_outlets(work.map))
    with measure_run(stage.name, options) as row:
        if stage.update is not None:
            made = stage.update(store, heard)
            changed, have = made.pop("changed"), {name: have[name] for name in have.keys() - set(stage.writes)}
            row |= made
        else:
            have = have | store.read_all(set(stage.reads) - set(have))
            changed, made_tables = _run_over_tables(store, stage, have, heard, options)
            row["rows_in"] = sum(have[name].num_rows for name in stage.reads)
            row["rows_out"] = sum(rows.num_rows for rows in made_tables.values())
            have = have | made_tables
    store.append({"runs": RUNS.build([row])})
    return changed, have


def _run_over_tables(store: Store, stage: Stage, have: Tables, work: Work, options: Options) -> tuple[int, Tables]:
    """Run a stage over tables and save what it gives; how many rows changed, and the tables that it writes."""
    own = (*stage.writes, *stage.remembers)
    known = store.read_all(own) | _forget_outlets(store, stage)
    assert stage.run is not None, stage.name
    made = stage.run(have, known, work, options)
    changed = store.save(*({name: made[name]} for name in own if made[name] is not known[name]))
    if stage.names_outlets:
        store.note(f"{OUTLETS} {stage.name}", str(hash_added()))
    return changed, {name: made[name] for name in stage.writes}


def _forget_outlets(store: Store, stage: Stage) -> Tables:
    """Nothing to remember of a stage that was run last with other outlets, whose names it made its rows of."""
    key = f"{OUTLETS} {stage.name}"
    if not stage.names_outlets or (store.recall(key) or "0") == str(hash_added()):
        return {}
    store.note(key, "unfinished")
    return {name: STATES[name].build() for name in stage.remembers}


def _keep_parts(store: Store, name: str) -> Callable[[Tables], None]:
    def keep(part: Tables) -> None:
        if name == "articles":
            store.note(UNFINISHED, STAGES[0].name)
        store.append(part)

    return keep
