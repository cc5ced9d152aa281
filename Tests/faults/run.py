"""Tries the faults of docs/faults.md on the built binary.

run.py [--all | --quick] [--write] [ROW...]: the quick rows in their small form, every row, or some of them in their long form.
Prints a table; exits 1 when a fault did harm.
"""

import argparse
import concurrent.futures
import importlib
import os
import pathlib
import sys
import time
import traceback

import page
import rows

QUICK_AT_ONCE = 8

for module in sorted(pathlib.Path(__file__).parent.glob("rows_*.py")):
    importlib.import_module(module.stem)


def chosen(asked):
    if asked.rows:
        return [row for row in rows.ROWS if row.number in asked.rows]
    return [row for row in rows.ROWS if asked.all or row.is_quick]


def tried(row, long):
    """The figure, or what went wrong."""
    began = time.monotonic()
    try:
        figure, trouble = row.run(long), None
    except Exception as error:
        traceback.print_exc()
        figure, trouble = None, f"{type(error).__name__}: {str(error)[:300]}"
    took = time.monotonic() - began
    word = "FAILED" if trouble else "ok"
    print(f"{word:6} {row.number:3} {took:6.1f} s  {row.name}: {trouble or figure}", flush=True)
    return figure, trouble


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, help="numbers of the catalogue")
    parser.add_argument("--all", action="store_true", help="every row, in its long form")
    parser.add_argument("--quick", action="store_true", help="the rows of every test run, in their small form")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/faults.md")
    asked = parser.parse_args()
    needed = {need for row in chosen(asked) for need in row.needs}
    if "mounts" in needed and os.geteuid() != 0:
        # Root of a namespace of our own may mount what it likes there.
        os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])
    long = asked.all or (bool(asked.rows) and not asked.quick)

    def try_and_tell(row):
        figure, trouble = tried(row, long)
        if asked.write:
            page.write({row.fault: figure or f"**harm**: {trouble}"})
        return trouble

    # Most of a small form is waiting for leases to run out; a long form measures, and wants to be alone.
    with concurrent.futures.ThreadPoolExecutor(1 if long else QUICK_AT_ONCE) as pool:
        troubles = list(pool.map(try_and_tell, sorted(chosen(asked), key=lambda row: row.number)))
    failed = sum(trouble is not None for trouble in troubles)
    print(f"faults: {len(troubles) - failed} rows held, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
