"""Rows 32, 34, 35, 37 and 38: the vendor misbehaves, or the clock does."""

import collections
import time

import vendor
from people import Crowd, Person
from rows import row
from shims import Shim
from world import World


def first_try(kind, methods=("chat.postMessage",)):
    """Misbehaves at the first try of each message, and not again."""
    seen = set()

    def behave(call):
        name = (call.method, call.channel, call.body.get("text"), call.case)
        if call.method not in methods or name in seen:
            return None
        seen.add(name)
        return kind
    return behave


@row(34, "the connection closes after the request, without an answer")
def connection_closed_after_request(long):
    with World() as world:
        world.open()
        world.vendor.behave = first_try(vendor.cut)
        with Crowd(world, 4, most=20 if long else 3, approves=0) as crowd:
            crowd.wait(120)
        found = world.settle(90).insist()
        sends = collections.Counter(
            (call.channel, call.case) for call in world.vendor.seen("chat.postMessage") if call.channel == "DU0AE"
        )
        assert max(sends.values()) <= 2, sends.most_common(3)
        return f"{len(sends)} cards, each sent {max(sends.values())} times at most; {found}"


@row(35, "an answer cut, malformed, endless, dripping, or none")
def answer_broken(long):
    kinds = {
        "half": vendor.half, "garbage": vendor.garbage, "endless": vendor.endless, "dripping": vendor.dripping,
        "silent": vendor.silent(25),
    }
    lines = []
    with World() as world:
        world.open()
        for number, (name, kind) in enumerate(kinds.items()):
            before = world.service.memory_mb()
            world.vendor.behave = first_try(kind)
            since = time.monotonic()
            Person(world, number, 4).register(f"{name}-answer.com")
            world.quiet(90)
            waited = max(
                (later.arrived - call.arrived for call in world.vendor.calls for later in world.vendor.calls
                 if call.outcome == name and later.case == call.case and later.arrived > call.arrived), default=0,
            )
            grown = world.service.memory_mb() - before
            assert grown < 20, f"{name}: memory grows by {grown:.0f} MB"
            assert world.service.is_ready()
            lines.append(f"{name}: over after {time.monotonic() - since:.0f} s, +{max(grown, 0):.1f} MB")
            assert waited < 60
        world.settle().insist()
    return "; ".join(lines) + "; none lost, the card twice at most"


@row(37, "429 with Retry-After, and a burst of 5xx")
def told_to_wait(long):
    seconds = 8 if long else 4
    with World() as world:
        world.open()
        people = [Person(world, number, 4) for number in range(4)]
        limited = []

        def behave(call):
            if call.method.startswith("chat.") and (not limited or time.monotonic() < limited[0] + 0.3):
                limited.append(call.arrived)
                return vendor.status(429, f"retry-after: {seconds}")
            return None

        world.vendor.behave = behave
        for number, person in enumerate(people):
            person.register(f"limited{number}.com")
        time.sleep(seconds)
        early = [
            call for call in world.vendor.calls
            if call.method.startswith("chat.") and limited[0] + 0.3 < call.arrived < limited[0] + seconds
        ]
        world.vendor.behave = first_try(vendor.status(503))
        for number, person in enumerate(people):
            person.register(f"burst{number}.com")
        found = world.settle(90).insist()
        assert not early, f"{len(early)} sends in the vendor's window"
        return f"{len(early)} sends in {seconds} s of Retry-After after {len(limited)} that were under way; 5xx: {found}"


@row(37, "Slack down for an hour: 500 to everything, by a clock that is moved on")
def vendor_down_for_an_hour(long):
    with World() as world:
        shim = Shim("clock", world.folder)
        world.open(**shim.env)
        down = []
        world.vendor.behave = lambda call: vendor.status(500) if call.method != "views.open" or down else None
        with Crowd(world, 6, most=10, approves=0) as crowd:
            crowd.wait(120)
        down.append(True)
        before = len(world.vendor.calls)
        for _ in range(30):
            shim[0] = shim[0] + 120_000
            time.sleep(5.1)
        tries, waiting = len(world.vendor.calls) - before, len(world.service.outbox("due", "leased"))
        world.vendor.behave, since = (lambda call: None), time.monotonic()
        while world.service.outbox("due", "leased"):
            shim[0] = shim[0] + 60_000
            time.sleep(5.1)
            assert time.monotonic() - since < 180, world.service.outbox("due")[:3]
        sent = [call for call in world.vendor.calls if call.arrived > since]
        per_second = collections.Counter(int(call.arrived) for call in sent)
        under_way = max(
            sum(other.arrived <= call.arrived < (other.answered or 0) for other in sent) for call in sent
        )
        assert under_way <= 16, f"{under_way} at once"
        found = world.settle().insist()
        return (
            f"{waiting} messages waited, {tries} tries in the hour; then at most {under_way} at once, "
            f"{max(per_second.values())} in the busiest second; {found}"
        )


@row(38, "token revoked")
def token_revoked(long):
    with World() as world:
        world.open()
        person = Person(world, 0, 4)
        person.register("before.com")
        world.quiet()
        world.vendor.behave = lambda call: vendor.refuse("token_revoked") if call.method.startswith("chat.") else None
        person.register("revoked.com")
        world.quiet()
        calls, parked = len(world.vendor.calls), world.service.outbox("parked")
        assert parked and {row["reason"] for row in parked} == {"token_revoked"}, parked
        time.sleep(12 if long else 3)
        after = len(world.vendor.calls) - calls
        assert after == 0, f"{after} calls after the token was revoked"
        world.vendor.behave = lambda call: None
        world.service.tell("outbox", "retry")
        found = world.settle().insist()
        return f"{len(parked)} parked at once, {after} calls afterwards; sent by `outbox retry`: {found}"


@row(32, "the clock jumps an hour forward and back while people work", quick=True)
def clock_jumps(long):
    with World() as world:
        shim = Shim("clock", world.folder)
        world.open(**shim.env)
        waits = []
        # Something always waits for its next try when the clock jumps.
        flaky = collections.Counter()

        def behave(call):
            flaky[call.case] += 1
            return vendor.status(503) if call.method == "chat.postMessage" and flaky[call.case] < 4 else None

        world.vendor.behave = behave
        number = 0
        for hours in (0, 1, 0, -1, 0) if long else (1, -1, 0):
            shim[0] = hours * 3_600_000
            person = Person(world, number, 4)
            person.clock_ahead = hours * 3600
            since = time.monotonic()
            for _ in range(3 if long else 1):
                number += 1
                person.register(f"jump{number}.com")
            world.vendor.until(lambda: not missing(world), 120)
            assert not missing(world), f"after a jump to {hours} h: {missing(world)} wait after 120 s"
            waits.append(time.monotonic() - since)
        negative = [row for row in world.service.export() if row["decided_at"] and row["decided_at"] < row["submitted_at"]]
        assert not negative, negative[:1]
        found = world.settle().insist()
        return f"all messages out after {max(waits):.0f} s at most (three tries each); {found}"


def missing(world):
    """Cards that nobody has seen yet."""
    asked = {act.value["case"] for act in world.history.of("register")}
    seen = {call.case for call in world.vendor.calls if call.counts and "review.approve" in call.text}
    return asked - seen
