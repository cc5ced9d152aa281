"""Rows 19, 20 and 51 to 55: backups, cancelled requests, shutdown, poison, altered histories, migrations."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

import service
import wire
from people import Crowd, Person
from rows import row
from shims import Shim
from world import World


@row(19, "backup under load, killed inside; restored and verified")
def backup_killed_inside(long):
    dice, kills, left, whole = random.Random(19), 30 if long else 4, 0, 0
    with World() as world:
        world.open()
        with Crowd(world, 6):
            time.sleep(0.5)
            for number in range(kills):
                target = f"{world.folder}/backup{number}.db"
                process = subprocess.Popen(
                    [service.BINARY, "backup", target], env=world.service.env, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                time.sleep(dice.uniform(0.05, 0.4))
                process.kill()
                process.wait()
                if os.path.exists(target):
                    whole += 1
                    verify_backup(world, target)
                left += any(name.startswith(f"backup{number}.db-") for name in os.listdir(world.folder))
            target = f"{world.folder}/last.db"
            before = len(world.history.of("register"))
            # Under this load another may hold the lock for longer than a command waits: it says so, and is repeated.
            tries = next(number for number in range(1, 6) if world.service.command("backup", target)[0] == 0)
            kept = verify_backup(world, target)
            assert kept >= before, f"{before} acknowledged before the backup, {kept} in it"
        world.settle().insist()
        return (
            f"{kills} killed: {whole} had been finished and verify, {kills - whole} published nothing; "
            f"the last one whole at try {tries}, restored: {kept} registrations for {before} acknowledged before it, chains hold"
        )


def verify_backup(world, target):
    """Restores it in a place of its own; how many registrations are in it."""
    place = f"{world.folder}/restored-{os.path.basename(target)}"
    shutil.copy(f"{world.service.path}.key", f"{place}.key")
    database = f"sqlite:{place}"
    for words in (["restore", target], ["audit", "verify"]):
        world.service.tell(*words, REGISTRAR_DATABASE=database)
    return len(world.service.tell("export", "--format", "json", REGISTRAR_DATABASE=database).splitlines())


@row(20, "requests cancelled while they are written: the client hangs up")
def clients_hang_up(long):
    dice, cancelled = random.Random(20), 400 if long else 60
    with World() as world:
        world.open()
        with Crowd(world, 4):
            for number in range(cancelled):
                hang_up(world, f"gone{number}.com", dice.uniform(0, 0.02))
        found = world.settle().insist()
        trouble = [line for line in world.service.said().splitlines() if '"level":"error"' in line]
        assert not trouble, trouble[:2]
        return f"{cancelled} requests given up after 0 to 20 ms beside {found}; 0 errors logged"


def hang_up(world, domain, seconds):
    import urllib.parse
    body = urllib.parse.urlencode(wire.command(f"check {domain}", "U0GONE", "T0PART0", "C0SHARED0")).encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in wire.signed(body).items())
    with socket.create_connection(("127.0.0.1", world.service.port)) as connection:
        connection.sendall(
            f"POST /slack/commands HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n{head}\r\n".encode() + body
        )
        time.sleep(seconds)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


@row(51, "SIGTERM during load", quick=True)
def told_to_end_under_load(long):
    took = []
    with World() as world:
        world.open()
        with Crowd(world, 6):
            for _ in range(20 if long else 3):
                time.sleep(0.7)
                code, seconds = world.service.stop()
                assert code == 0 and seconds < 30, (code, seconds)
                leased = world.service.outbox("leased")
                assert not leased, f"leases kept: {leased[:2]}"
                took.append(seconds)
                assert world.service.start()
        found = world.settle().insist()
        assert not found.sent_twice_in_flight, "a shutdown in order repeated a message"
        return f"{len(took)} ends in order, {max(took) * 1000:.0f} ms at most, 0 leases kept; {found}"


@row(52, "a message that kills the process each time")
def poison_message(long):
    with World() as world:
        world.open()
        person = Person(world, 0, 4)
        restarts = 0
        person.register("harmless.com")
        world.vendor.behave = lambda call: kill_on(world, call)
        person.register("poison.com")
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if world.service.process.poll() is not None:
                restarts += 1
                assert restarts < 6, "it kills the process for ever"
                world.history.killed()
                assert world.service.start()
            if any(row["purpose"] == "review_card" for row in world.service.outbox("parked")):
                break
            time.sleep(0.2)
        else:
            raise AssertionError(f"not parked: {world.service.outbox()}")
        world.vendor.behave = lambda call: None
        after = person.register("after.com")
        assert world.vendor.card(after), "the others do not go out"
        return f"parked after {restarts} deaths; the others go out"


def kill_on(world, call):
    if call.method == "chat.postMessage" and call.channel == "DU0AE" and "poison.com" in call.text:
        os.kill(world.service.process.pid, signal.SIGKILL)
    return None


TAMPERINGS = {
    "details edited": "UPDATE event SET details = replace(details, 'pass', 'fail') WHERE chain = ?1 AND sequence = 2",
    "time moved": "UPDATE event SET happened_at = happened_at + 1 WHERE chain = ?1 AND sequence = 2",
    "actor exchanged": "UPDATE event SET actor = 'nobody' WHERE chain = ?1 AND sequence = 1",
    "row removed": "DELETE FROM event WHERE chain = ?1 AND sequence = 2",
    "first row removed": "DELETE FROM event WHERE chain = ?1 AND sequence = 1",
    "rows exchanged": "UPDATE event SET sequence = CASE sequence WHEN 1 THEN 2 ELSE 1 END + 900 WHERE chain = ?1 "
                      "AND sequence < 3; UPDATE event SET sequence = sequence - 900 WHERE chain = ?1 AND sequence > 900",
    "forked": "INSERT INTO event SELECT chain, 5, kind, happened_at, actor, details, previous_hash, hash FROM event "
              "WHERE chain = ?1 AND sequence = 3",
    "truncated": "DELETE FROM event WHERE chain = ?1 AND sequence > 2",
    "emptied": "DELETE FROM event WHERE chain = ?1",
}


@row(53, "history edited, removed, truncated, forked", quick=True)
def history_tampered_with(long):
    with World() as world:
        world.open()
        person = Person(world, 0, 4)
        number = person.register("tampered.com")
        person.approve(number)
        person.register("other.com")
        world.quiet()
        world.service.stop()
        missed, named = [], 0
        for name, change in TAMPERINGS.items():
            copy = f"{world.folder}/{name.replace(' ', '-')}.db"
            shutil.copy(world.service.path, copy)
            shutil.copy(f"{world.service.path}.key", f"{copy}.key")
            with sqlite3.connect(copy) as database:
                [chain] = database.execute("SELECT id FROM registration WHERE case_number = ?", [number]).fetchone()
                assert database.execute("SELECT count(*) FROM event WHERE chain = ?", [chain]).fetchone()[0] >= 4
                for statement in change.split(";"):
                    database.execute(statement, [chain])
            code, out, err = world.service.command("audit", "verify", REGISTRAR_DATABASE=f"sqlite:{copy}")
            if code == 0:
                missed.append(name)
            elif chain in out + err:
                named += 1
        assert not missed, f"not noticed: {missed}"
        return f"{len(TAMPERINGS)} of {len(TAMPERINGS)} noticed, {named} with chain and first broken event"


@row(55, "migration killed at every sync and write", quick=True)
def migration_killed_half_way(long):
    states = {}
    with World() as world:
        shim = Shim("killpoint", world.folder)
        shim[3] = 1
        world.service.tell("migrate", **shim.env)
        points, schema = shim[2], schema_of(world.service.path)
        tried = range(1, points + 1) if long else sorted({1, 2, points // 2, points - 1, points})
        for point in tried:
            database = f"{world.folder}/data/m{point}.db"
            shim[0] = point
            world.service.command("migrate", REGISTRAR_DATABASE=f"sqlite:{database}", **shim.env)
            shim[0] = 0
            seen = schema_of(database)
            state = "none" if not seen else "whole" if seen == schema else "between"
            states[state] = states.get(state, 0) + 1
            assert state != "between", f"killed at {point}: {len(seen)} of {len(schema)}"
            world.service.tell("migrate", REGISTRAR_DATABASE=f"sqlite:{database}")
            assert schema_of(database) == schema
    return f"{len(tried)} of {points} points: " + ", ".join(f"{count} {name}" for name, count in sorted(states.items()))


def schema_of(path):
    if not os.path.exists(path):
        return []
    with sqlite3.connect(path) as database:
        return sorted(database.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
