"""Rows 1, 21 to 27, 29: the shared database dies, is cut off, or is used by somebody else."""

import contextlib
import random
import threading
import time

import wire
from people import Crowd, Person
from postgres import Postgres, Wire
from rows import row
from world import World

NEEDS = ("postgresql",)


@contextlib.contextmanager
def on_postgresql(through_wire=False, teams=4):
    """A world on a PostgreSQL of its own."""
    server = Postgres()
    line = Wire(server.port) if through_wire else None
    name, address = server.database(line and line.port)
    try:
        with World(teams, database=address) as world:
            world.server, world.line, world.database = server, line, name
            world.open()
            yield world
    finally:
        if line:
            line.close()
        server.close()


def outage(world):
    """Seconds until it is ready again."""
    began = time.monotonic()
    while not world.service.is_ready():
        assert world.service.process.poll() is None, "the service ended"
        assert time.monotonic() - began < 60, "it does not come back by itself"
        time.sleep(0.02)
    return time.monotonic() - began


@row(1, "kill -9, random, under load, on PostgreSQL", needs=NEEDS)
def killed_at_random_moments_on_postgresql(long):
    rounds, dice = 200 if long else 6, random.Random(101)
    with on_postgresql(teams=24 if long else 4) as world:
        with Crowd(world, 6):
            for number in range(rounds):
                time.sleep(dice.uniform(0.05, 1.5))
                if number % 5 == 0:
                    world.service.tell("list")
                world.history.killed()
                world.service.kill()
                assert world.service.start(), world.service.said()[-500:]
        return f"PostgreSQL: {rounds} kills: {world.settle().insist()}"


@row(21, "PostgreSQL killed (immediate), restarted, its connections cut", needs=NEEDS)
def database_killed(long):
    back = []
    with on_postgresql() as world:
        with Crowd(world, 6):
            for number in range(12 if long else 3):
                time.sleep(0.7)
                if number % 3 == 2:
                    world.server.sql(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'registrar%'"
                    )
                else:
                    world.server.stop("immediate" if number % 3 == 0 else "fast")
                    time.sleep(0.5)
                    world.server.start()
                back.append(outage(world))
        return f"{len(back)} times: ready {max(back) * 1000:.0f} ms after at most, by itself; {world.settle().insist()}"


@row(22, "the reply to COMMIT is lost", needs=NEEDS)
def commit_reply_lost(long):
    with on_postgresql(through_wire=True) as world:
        with Crowd(world, 6):
            for _ in range(60 if long else 5):
                world.line.mood = "mute commit"
                time.sleep(0.25)
        world.line.mood = "pass"
        assert world.line.cut > 2, f"only {world.line.cut} commits were cut"
        return f"{world.line.cut} replies lost: {world.settle().insist()}"


@row(23, "a half-open connection: the network swallows everything", needs=NEEDS)
def half_open_connection(long):
    with on_postgresql(through_wire=True) as world:
        person = Person(world, 0, 4)
        person.register("before.com")
        world.quiet()
        answers, noticed = [], None
        world.line.mood = "hole"
        threading.Timer(2, lambda: setattr(world.line, "mood", "pass")).start()
        began = time.monotonic()
        while time.monotonic() - began < 60:
            asked = time.monotonic()
            fields = wire.command("status", person.user, person.team, person.channel)
            status, body = person.ask("/slack/commands", fields)
            answers.append(time.monotonic() - asked)
            if noticed is None and time.monotonic() - began > 2 and status == 200 and b"REG-" in body:
                noticed = time.monotonic() - began
                break
        assert noticed, "it does not come back by itself"
        person.register("after.com")
        assert max(answers) < 3.5, f"an answer after {max(answers):.1f} s"
        return f"served again {noticed * 1000:.0f} ms after, answers within {max(answers) * 1000:.0f} ms; {world.settle().insist()}"


@row(24, "the server becomes read-only, as after a failover", needs=NEEDS)
def server_becomes_read_only(long):
    with on_postgresql() as world:
        with Crowd(world, 4):
            time.sleep(0.5)
            for value in ("on", "off"):
                world.server.sql(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
                world.server.sql("SELECT pg_reload_conf()")
                since = time.monotonic()
                time.sleep(3)
                stored = [act for act in world.history.acts if act.invoked > since + 1 and act.outcome == "ok"]
                assert not (value == "on" and stored), "acknowledged on a read-only server"
            back = outage(world)
        refused = sum(act.outcome == "fail" for act in world.history.acts)
        return f"{refused} refused meanwhile, ready {back * 1000:.0f} ms after; {world.settle().insist()}"


@row(25, "everybody wants the same company at once", needs=NEEDS)
def serialization_storm(long):
    rounds, winners, others = 20 if long else 3, 0, 0
    with on_postgresql(teams=12) as world:
        for number in range(rounds):
            people = [Person(world, index, 12) for index in range(12)]
            threads = [threading.Thread(target=person.register, args=(f"hot{number}.com",)) for person in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
            assert not any(thread.is_alive() for thread in threads)
        world.quiet()
        for record in world.service.export():
            holds = record["hold"] is not None
            winners, others = winners + holds, others + (not holds)
        failed = sum(act.outcome == "fail" for act in world.history.acts)
        asked = len(world.history.of("register"))
        world.service.tell("audit", "verify")
        assert winners + others == asked
        return f"{asked} claims for {rounds} companies at once: {failed} told to try again, no company held twice"


@row(27, "somebody else sits in a transaction with the tables locked", needs=NEEDS)
def idle_in_transaction(long):
    with on_postgresql() as world:
        person, answers = Person(world, 0, 4), []
        person.register("before.com")
        other = world.server.session(world.database)
        other.stdin.write("BEGIN; LOCK TABLE outbox, registration, delivery IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n")
        other.stdin.flush()
        while "locked" not in other.stdout.readline():
            pass
        for _ in range(5):
            began = time.monotonic()
            person.ask("/slack/commands", wire.command("locked.com", person.user, person.team, person.channel))
            answers.append(time.monotonic() - began)
        other.stdin.write("ROLLBACK;\n\\q\n")
        other.stdin.flush()
        other.wait(10)
        back = outage(world)
        person.register("after.com")
        assert max(answers) < 3.5, f"an answer after {max(answers):.1f} s"
        return f"told within {max(answers) * 1000:.0f} ms, healed {back * 1000:.0f} ms after; {world.settle().insist()}"


@row(29, "a long snapshot while the outbox turns over", needs=NEEDS)
def long_snapshot(long):
    with on_postgresql(teams=24 if long else 4) as world:
        other = world.server.session(world.database)
        other.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM outbox;\n")
        other.stdin.flush()
        other.stdout.readline()
        with Crowd(world, 8):
            time.sleep(120 if long else 5)
        world.quiet()
        dead = world.server.sql("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'outbox'", world.database)
        began = time.monotonic()
        number = Person(world, 0, 4).register("bloated.com")
        assert world.vendor.card(number)
        took = time.monotonic() - began
        other.stdin.write("ROLLBACK;\n\\q\n")
        other.stdin.flush()
        found = world.settle().insist()
        return f"{dead} dead rows; a whole registration with its card {took * 1000:.0f} ms; {found}"
