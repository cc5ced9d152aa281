"""Databases of earlier versions under the built binary: taken whole, once, with a copy before, whoever dies on the way.

Each fixture in Tests/Fixtures/ledgers was left by a released version (make.py). Needs no packages. Exits 1 on any failure.
"""

import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import make
from postgres import Postgres

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = os.environ.get("REGISTRAR_BINARY", str(ROOT / ".build" / "debug" / "registrar"))
FIXTURES = sorted((ROOT / "Tests" / "Fixtures" / "ledgers").glob("*.sqlite"))
# What the newest fixture's last step made, undone: so that there is a step to take before the next one lands.
UNDO = {
    "m0006_deadlines": """
        DROP INDEX registration_reviewer_due; DROP INDEX registration_partner_due;
        DELETE FROM migration WHERE name = 'm0006_deadlines';
        """,
}
NEWEST = [file.stem for file in sorted((ROOT / "Sources/LedgerSQL/Schema").glob("m*.sql"))]
# What stays as it is for ever; the rest of a record is words and links that may be said better.
KEPT = (
    "case", "id", "kind", "status", "partner", "submitter", "prospect", "contact", "problem", "hold", "reviewer",
    "policy_version", "submitted_at", "decided_at", "events",
)
REFUSAL_SECONDS = 5


@contextlib.contextmanager
def opened(path):
    """A connection that commits and is closed, which the context manager of sqlite3's own is not."""
    database = sqlite3.connect(path)
    try:
        with database:
            yield database
    finally:
        database.close()


class Database:
    """A fixture in a place of its own, and the commands that are tried on it."""

    def __init__(self, fixture, folder, address):
        self.fixture, self.folder = fixture, folder
        self.env = {
            "PATH": os.environ["PATH"], "HOME": folder, "REGISTRAR_DATABASE": address, **make.SETTINGS,
            "REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": "", "SWIFT_BACKTRACE": "enable=no",
        }

    def start(self, *arguments):
        return subprocess.Popen([BINARY, *arguments], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, seconds=60):
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, out, err

    def tell(self, *arguments):
        code, out, err = self.run(*arguments)
        assert code == 0, f"{' '.join(arguments)}: {code}: {err.strip()[-300:]}"
        return out

    def is_as_it_was(self):
        """Everything the version that wrote it said of its contents is still said."""
        now = {record["id"]: record for record in map(json.loads, self.tell("export", "--format", "json").splitlines())}
        then = [json.loads(line) for line in self.fixture.with_suffix(".jsonl").read_text().splitlines()]
        assert len(then) == len(now), f"{len(then)} registrations became {len(now)}"
        for record in then:
            for key in KEPT:
                was, is_ = record[key], now[record["id"]][key]
                assert was == is_, f"{record['case']}: {key} was {was!r} and is {is_!r}"
        self.tell("audit", "verify")


class File(Database):
    """In SQLite: copied before it is brought up to date."""

    name = "SQLite"

    def __init__(self, fixture, folder, undo, _):
        self.path = f"{folder}/registrar.db"
        super().__init__(fixture, folder, f"sqlite:{self.path}")
        shutil.copy(fixture, self.path)
        self.sql(undo or "")
        self.began_at = self.schema()

    def schema(self, path=None):
        with opened(path or self.path) as database:
            return [name for (name,) in database.execute("SELECT name FROM migration ORDER BY position")]

    def sql(self, text):
        with opened(self.path) as database:
            database.executescript(text)

    def everything(self):
        with opened(self.path) as database:
            return list(database.iterdump())

    def is_whole(self):
        with opened(self.path) as database:
            return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def copies(self):
        return sorted(pathlib.Path(self.path).parent.glob("registrar.db.before-*"))


class OnServer(Database):
    """On PostgreSQL: each step is a transaction, and the copy is the admin's."""

    name = "PostgreSQL"

    def __init__(self, fixture, folder, undo, server):
        self.server = server
        self.database, address = server.database()
        super().__init__(fixture, folder, address)
        self.sql(fixture.with_suffix(".pg.sql").read_text())
        self.sql(undo or "")
        self.began_at = self.schema()

    def schema(self):
        return self.ask("SELECT name FROM migration ORDER BY position").split()

    def ask(self, text):
        return self.server.sql(text, self.database)

    def sql(self, text):
        file = pathlib.Path(self.server.folder, "script.sql")
        file.write_text(text)
        self.server.run(
            "psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.server.port), "-U", "postgres", "-d", self.database,
            "-f", str(file),
        )

    def everything(self):
        tables = self.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'commit_mark'")
        return {table: self.ask(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables.split()}

    def is_whole(self):
        return True

    def copies(self):
        return []


def everybody_at_once(file):
    """Six programs come for the steps: one takes them, the others find them taken."""
    crowd = [file.start("migrate") for _ in range(6)]
    said = ["".join(process.communicate(timeout=120)) for process in crowd]
    codes = [process.returncode for process in crowd]
    assert codes == [0] * 6, (codes, [text[-200:] for text in said])
    if file.began_at != file.schema() and isinstance(file, File):
        took = sum("delete that once all is well" in text for text in said)
        assert took == 1, f"{took} of six say that they took the steps"
        (copy,) = file.copies()
        assert file.schema(copy) == file.began_at, "the copy is not the file as it was before"
    file.is_as_it_was()


def killed_on_the_way(file):
    dice, whole = random.Random(6), file.began_at
    for _ in range(15):
        process = file.start("migrate")
        time.sleep(dice.uniform(0.01, 0.25))
        process.kill()
        process.communicate()
        assert file.is_whole()
        assert file.schema()[: len(whole)] == whole
    file.tell("migrate")
    file.is_as_it_was()
    assert not list(pathlib.Path(file.folder).glob("*.part")), "half a copy is left"


def there_and_back(file):
    """The way back is the copy: restored, it is what the version before left, and it goes forward again."""
    file.tell("migrate")
    file.is_as_it_was()
    for copy in file.copies():
        file.tell("restore", str(copy))
        assert file.schema() == file.began_at
        file.tell("migrate")
        file.is_as_it_was()


def commands_wait(file):
    """A command of the new version beside the old service changes no schema under it."""
    code, out, err = file.run("list")
    if file.began_at == NEWEST:
        assert code == 0, err[-300:]
        return
    assert code == 1 and "has the schema of an older version" in err and len(err.strip().splitlines()) == 1, (code, err[-300:])
    assert file.schema() == file.began_at


def newer_is_refused(file):
    file.tell("migrate")
    file.sql("INSERT INTO migration SELECT max(position) + 1, 'm9999_future', 'f' FROM migration")
    before = file.everything()
    for command in ("serve", "migrate", "list", "doctor"):
        began = time.monotonic()
        code, out, err = file.run(command, seconds=30)
        took = time.monotonic() - began
        text = out + err
        assert code == 1 and took < REFUSAL_SECONDS, f"{command}: {code} after {took:.1f} s"
        assert "newer version: m9999_future" in text, f"{command}: {text[-300:]}"
        assert command == "doctor" or "REGISTRAR_DATABASE" in text and len(text.strip().splitlines()) == 1, f"{command}: {text[-300:]}"
    assert file.everything() == before, "the refused file was changed"


ATTEMPTS = {File: (everybody_at_once, killed_on_the_way, there_and_back, commands_wait, newer_is_refused)}
ATTEMPTS[OnServer] = tuple(attempt for attempt in ATTEMPTS[File] if attempt is not there_and_back)


def attempts():
    for fixture in FIXTURES:
        for undo in {None, UNDO.get(fixture.stem)}:
            for kind, ways in ATTEMPTS.items():
                yield from ((fixture, undo, kind, way) for way in ways)


def main():
    failures, tried, steps, server = 0, 0, 0, Postgres()
    for fixture, undo, kind, way in attempts():
        tried += 1
        with tempfile.TemporaryDirectory(prefix="upgrades-") as folder:
            try:
                place = kind(fixture, folder, undo, server)
                way(place)
                steps += way is everybody_at_once and place.schema() != place.began_at
            except (AssertionError, subprocess.SubprocessError, sqlite3.Error) as trouble:
                failures += 1
                where = f"{fixture.stem}{' undone' if undo else ''} on {kind.name}"
                print(f"upgrades: {where}: {way.__name__}: {trouble} {getattr(trouble, 'stderr', '') or ''}", file=sys.stderr)
    server.close()
    if not steps:
        failures += 1
        print("upgrades: no fixture had a step to take: nothing was tried", file=sys.stderr)
    print(f"upgrades: {tried} ways up from {len(FIXTURES)} released schemas, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
