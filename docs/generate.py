"""Makes docs/tables.md and docs/commands.md from the code; `make docs` runs it, and a test says when they are stale."""

import sys
from pathlib import Path

import click

FOLDER = Path(__file__).parent


def write_tables() -> str:
    """The reference of every table: columns, types, meanings, vocabularies and rules."""
    from headwater.schema import derive_rules
    from headwater.tables import FORMAT_VERSION, TABLES

    parts = [
        "# The tables\n\nMade from `headwater/tables.py` by `make docs`. "
        f"Format {FORMAT_VERSION}. `headwater export` writes one file a table.\n\n"
        "Offsets are half-open, `[start, end)`, in Unicode code points of `documents.text`. Ids are int64 in the store "
        "and in Parquet, and a letter with thirteen digits everywhere else. Times are UTC. A column marked with * is "
        "never null.\n"
    ]
    for table in TABLES.values():
        letter = f", ids begin with `{table.letter}`" if table.letter else ""
        parts.append(
            f"\n## {table.name}\n\n{table.meaning}. Written by `{table.stage}`; key: {', '.join(table.key)}{letter}.\n"
        )
        parts.append("| column | type | meaning |\n|---|---|---|")
        for c in table.columns:
            type_ = (
                "list of text"
                if str(c.type) == "list<item: string>"
                else str(c.type).split("<")[0].replace("[us, tz=UTC]", "")
            )
            values = f" One of: {', '.join(c.values)}." if c.values else ""
            refers = f" (a row of {c.refers})" if c.refers and c.refers != table.name else ""
            parts.append(f"| {c.name}{'*' if c.required else ''} | {type_} | {c.meaning}{refers}.{values} |")
        own = {r.name for r in table.rules}
        rules = [r.text for r in table.rules] + [
            r.text for r in derive_rules(table, TABLES) if r.name not in own and r.name.endswith("in_text")
        ]
        if rules:
            parts.append("\nRules: " + "; ".join(rules) + ".")
    return "\n".join(parts) + "\n"


def write_commands() -> str:
    """The reference of every command: its help as the program prints it."""
    from headwater.cli import commands

    parts = [
        "# The commands\n\nMade from the program's help by `make docs`. Data goes to standard output, words to "
        "standard error. Exit 0: fine, also when some inputs ended in `problems`; 1: nothing could be done, and you "
        "can mend it; 2: wrong usage; 130: stopped with Ctrl-C. `HEADWATER_DEBUG=1` shows a traceback.\n"
    ]
    for name in sorted(commands.commands):
        command = commands.commands[name]
        context = click.Context(command, info_name=f"headwater {name}", terminal_width=100, **commands.context_settings)
        parts.append(f"\n## {name}\n\n```\n{command.get_help(context)}\n```")
    return "\n".join(parts) + "\n"


PAGES = {"tables.md": write_tables, "commands.md": write_commands}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (FOLDER / page).write_text(write(), encoding="utf-8")
        print(FOLDER / page, file=sys.stderr)
