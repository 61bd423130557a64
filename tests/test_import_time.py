"""`headwater --help` is quick because it imports nothing heavy."""

import subprocess
import sys

HEAVY = {"pyarrow", "duckdb", "numpy", "numba", "trafilatura", "htmldate", "py3langid", "networkx", "rich", "lxml"}


def test_help__imports_no_heavy_library() -> None:
    code = (
        "import sys, headwater.cli as c\n"
        "try: c.commands.main(['--help'], standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "headwater trace" in done.stdout
    assert not HEAVY & set(eval(done.stderr.splitlines()[-1]))
