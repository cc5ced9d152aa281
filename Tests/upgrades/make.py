"""Makes the fixture of a release: a database as that version's binary leaves it, and what it says of its contents.

Run it with the release's own binary, once, and never again for the same schema:
    .build/venv/bin/python Tests/upgrades/make.py Tests/Fixtures/ledgers
"""

import base64
import datetime
import json
import os
import pathlib
import re
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "faults"))

import wire
from people import Person
from postgres import Postgres
from world import World

# Fixed, so that a fixture is opened by the key it was made with; it seals nothing real.
KEY = base64.b64encode(bytes(range(32))).decode()
SETTINGS = {"REGISTRAR_MASTER_KEY": KEY, "REGISTRAR_PUBLIC_URL": "https://registrar.example"}


def live(world):
    """Something of everything: each word and button that leaves its mark in the tables."""
    people = [Person(world, number, world.teams) for number in range(4)]
    cases = [person.register(f"prospect{number}.example") for number, person in enumerate(people)]
    cases.append(people[0].register("zweite.example"))
    waits = people[1].register("prospect0.example")
    for number in (0, 1, 2):
        people[number].approve(cases[number])
    soon = (datetime.date.today() + datetime.timedelta(days=5)).isoformat()
    for person, words in (
        (people[0], f"meeting {cases[0]} {soon}"), (people[2], f"withdraw {cases[2]}"), (people[1], "check acme.example"),
        (people[3], f"status {cases[3]}"),
    ):
        status, _ = person.ask("/slack/commands", wire.command(words, person.user, person.team, person.channel))
        assert status == 200, words
    # A dialogue that nobody finishes.
    assert people[3].open_form("draft.example")
    return [*cases, waits]


def on_postgresql(file, world):
    """The same contents as that version keeps them on PostgreSQL, as pg_dump writes them."""
    server = Postgres()
    try:
        name, address = server.database()
        world.service.tell("copy", "--from", f"sqlite:{file}", "--to", address)
        text = server.run(
            "pg_dump", "-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres", "--no-owner", "--no-privileges", "--inserts", name
        )
        # What newer servers' tools write and older ones do not know.
        return re.sub(r"^(--.*|\\(un)?restrict .*|SET transaction_timeout.*|)\n", "", text, flags=re.M)
    finally:
        server.close()


def main(folder):
    with World(teams=4, **SETTINGS) as world:
        world.open()
        cases = live(world)
        world.quiet()
        records = world.service.export()
        assert {record["case"] for record in records} == set(cases), (len(records), len(cases))
        draft = os.path.join(world.folder, "fixture.sqlite")
        world.service.tell("backup", draft)
        with sqlite3.connect(draft) as database:
            (name,) = database.execute("SELECT name FROM migration ORDER BY position DESC LIMIT 1").fetchone()
        target = pathlib.Path(folder) / f"{name}.sqlite"
        assert not target.exists(), f"{target} is there already, and a fixture is never made again"
        target.write_bytes(pathlib.Path(draft).read_bytes())
        target.with_suffix(".pg.sql").write_text(on_postgresql(target, world))
        for record in records:
            del record["link"]
        lines = [json.dumps(record, sort_keys=True, ensure_ascii=False) for record in records]
        target.with_suffix(".jsonl").write_text("\n".join(lines) + "\n")
        print(f"{target}: {len(records)} registrations, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
