"""Tries the faults of docs/faults.md on the built binary.

run.py [--all | --quick] [--write] [ROW...]: the quick rows in their small form, every row, or some of them in their long form.
Prints a table; exits 1 when a fault did harm.
"""

import argparse
import concurrent.futures
import importlib
import pathlib
import sys
import time
import traceback

import rows

QUICK_AT_ONCE = 8

for module in sorted(pathlib.Path(__file__).parent.glob("rows_*.py")):
    importlib.import_module(module.stem)


def chosen(asked):
    if asked.rows:
        return [row for row in rows.ROWS if row.number in asked.rows]
    return [row for row in rows.ROWS if asked.all or row.is_quick]


def tried(row, long):
    """The row with its figure, or with what went wrong."""
    began = time.monotonic()
    try:
        figure, trouble = row.run(long), None
    except Exception as error:
        traceback.print_exc()
        figure, trouble = None, f"{type(error).__name__}: {str(error)[:300]}"
    took = time.monotonic() - began
    word = "FAILED" if trouble else "ok"
    print(f"{word:6} {row.number:3} {took:6.1f} s  {row.name}: {trouble or figure}", flush=True)
    return row, figure, trouble


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, help="numbers of the catalogue")
    parser.add_argument("--all", action="store_true", help="every row, in its long form")
    parser.add_argument("--quick", action="store_true", help="the rows of every test run, in their small form")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/faults.md")
    asked = parser.parse_args()
    failed, figures = 0, {}
    long = asked.all or (bool(asked.rows) and not asked.quick)
    # Most of a small form is waiting for leases to run out; a long form measures, and wants to be alone.
    with concurrent.futures.ThreadPoolExecutor(1 if long else QUICK_AT_ONCE) as pool:
        results = list(pool.map(lambda row: tried(row, long), sorted(chosen(asked), key=lambda row: row.number)))
    for row, figure, trouble in results:
        failed += trouble is not None
        figures[row.fault] = figure or f"FAILED {trouble}"
    if asked.write:
        import page
        page.write(figures)
    print(f"faults: {len(figures) - failed} rows held, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
