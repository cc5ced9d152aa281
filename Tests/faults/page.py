"""docs/faults.md: what each row of the catalogue came to when it was last tried."""

import pathlib
import re

import elsewhere
import rows

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = """\
# Faults

What was done to the built binary, and what came of it. `bin/faults --all` tries every row again and `--write` puts its
figures here; `bin/test` tries the rows marked · in a small form. The client, the chat vendor and the history that
judges are Python of their own (`Tests/faults`) and share no code with the product; disks, clocks, names and power fail by
libraries that are preloaded (`Tests/faults/shims`). Figures are of debug builds of
two days on two crowded cores. A repeat counts as under way when it arrived within two seconds of a death (the window was
half a second and was widened as the machine grew crowded), or when nobody waited any more as the vendor came to answer.

Judged in every row: each acknowledged step is there afterwards, with every answer that was given; nothing is registered
twice; every card and note reaches the vendor; a message arrives twice only if the process died, or the vendor's answer
was lost, while it was under way; in each conversation a case is asked before it is decided; every hash chain holds.
A line in a shared channel whose send had no answer is not repeated, by design: those are counted as given up.

| # | fault | what came of it |
|---|---|---|
"""


def known():
    """The figures of the page as it stands, by the name of what was tried."""
    if not PAGE.exists():
        return {}
    return dict(re.findall(r"^\| \d+·? \| (.+?) \| (.+) \|$", PAGE.read_text(), re.MULTILINE))


def write(figures):
    """`figures` by fault. What was not tried now keeps the figure it has."""
    told = {**known(), **{fault: figure.replace("|", "/").replace("\n", " ") for fault, figure in figures.items()}}
    lines = []
    for row in rows.ROWS:
        figure = told.get(row.fault, "not tried yet")
        lines.append((row.number, f"| {row.number}{'·' if row.is_quick else ''} | {row.fault} | {figure} |"))
    for number, fault, figure in elsewhere.TESTS:
        lines.append((number, f"| {number}· | {fault} | {figure} |"))
    left = "".join(f"- **{number}, {fault}**: {why}\n" for number, fault, why in elsewhere.LEFT_OUT)
    table = "\n".join(line for _, line in sorted(lines, key=lambda line: line[0]))
    PAGE.write_text(f"{HEAD}{table}\n\n## Left out\n{left}")
