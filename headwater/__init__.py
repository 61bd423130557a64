"""headwater tells how many independent sources really stand behind each claim in a pile of articles.

The public names, loaded when they are first used; docs/api.md describes them.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "read_articles": "articles",
    "ReadOptions": "articles",
    "find_copies": "copies",
    "list_copies": "pipeline.copy_lists",
    "locate_copies": "pipeline.copy_lists",
    "trace_descent": "descent",
    "extract_statements": "statements",
    "tally_claims": "tally",
    "open_store": "store",
    "Store": "store",
    "trace": "pipeline.stages",
    "Analysis": "pipeline.stages",
    "remove": "pipeline.stages",
    "export_tables": "views.exports",
    "write_report": "views.page",
    "HeadwaterError": "errors",
    "TABLES": "tables",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"headwater has no {name}")
    return getattr(import_module(f"headwater.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
