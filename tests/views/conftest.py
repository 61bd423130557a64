"""The store of the docks, made once a test module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.store import Store, open_store
from tests.views.docks import write_docks


@pytest.fixture(scope="module")
def docks_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store of the docks lies."""
    path = tmp_path_factory.mktemp("docks") / "docks.duckdb"
    with open_store(path) as store:
        store.save(write_docks())
    return path


@pytest.fixture(scope="module")
def docks(docks_path: Path) -> Iterator[Store]:
    """The store of the docks, open."""
    with open_store(docks_path, read_only=True) as store:
        yield store
