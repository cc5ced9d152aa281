"""The list of rows: each a fault of the catalogue, tried on the built binary."""

import dataclasses
import typing


@dataclasses.dataclass
class Row:
    number: int
    fault: str
    run: typing.Callable
    # Part of every run of the tests, in a small form.
    is_quick: bool
    # What it needs besides: "postgresql" or "mounts".
    needs: tuple

    @property
    def name(self):
        return self.run.__name__.replace("_", " ")


ROWS = []


def row(number, fault, quick=False, needs=()):
    """Marks a function of `long` (bool) that returns its figure and raises when the fault does harm."""
    def mark(function):
        ROWS.append(Row(number, fault, function, quick, needs))
        return function
    return mark
