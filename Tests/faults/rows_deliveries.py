"""Rows 42 to 44: deliveries come again, changed, late and in another order."""

import collections
import http.client
import os
import queue
import random
import sqlite3
import threading
import time
import urllib.parse

import wire
from people import Person
from rows import row
from world import World


@row(42, "one act delivered eleven times, under new ids", quick=True)
def delivered_eleven_times(long):
    with World() as world:
        world.open()
        person, stamp = Person(world, 0, 4), f"{time.time():.6f}"
        number = person.register("again.com")
        value = world.service.export()[0]["id"]
        world.quiet()
        before = len(world.vendor.seen("chat.postMessage", "chat.postEphemeral"))
        for copy in range(11):
            event = wire.mention(f"status {number}", person.user, person.team, person.channel, f"Ev{copy}", stamp)
            assert wire.event(world.service.port, event)[0] == 200
        world.quiet()
        answers = len(world.vendor.seen("chat.postMessage", "chat.postEphemeral")[before:])
        assert answers == 1, f"{answers} answers to one mention"
        fields = wire.click("review.approve", value, "U0AE", "T0VENDOR")
        for _ in range(11):
            assert person.ask("/slack/interactions", fields)[0] == 200
        world.quiet()
        approvals = sum(event["kind"] == "approved" for event in world.service.export()[0]["events"])
        posts = world.vendor.seen("chat.postMessage")[before:]
        notes = collections.Counter((call.channel, call.body.get("text")) for call in posts)
        assert approvals == 1, f"{approvals} approvals"
        assert max(notes.values()) == 1, notes.most_common(2)
        return f"11 mentions: {answers} answer; 11 clicks: {approvals} decision, each message once"


@row(43, "the same key with another body", quick=True)
def same_key_other_body(long):
    with World() as world:
        world.open()
        person = Person(world, 0, 4)
        first, second = person.register("one.com"), person.register("two.com")
        opener = wire.trigger()
        answers = [
            person.ask("/slack/commands", wire.command(f"withdraw {number}", person.user, person.team, person.channel, opener))
            for number in (first, second)
        ]
        status = {record["case"]: record["status"] for record in world.service.export()}
        assert status == {first: "withdrawn", second: "submitted"}, status
        assert all(code == 200 for code, _ in answers), answers
        return "0 wrong merges: the second body changes nothing and gets the first one's answer"


@row(44, "late and reordered deliveries", quick=True)
def late_and_reordered(long):
    count, dice = 400 if long else 60, random.Random(44)
    with World() as world:
        world.open()
        stale = wire.signed(b"x", at=time.time() - 7200)
        assert wire.post(world.service.port, "/slack/commands", b"x", stale)[0] == 401
        # A retry two hours later carries a fresh signature and the old time.
        events = []
        for number in range(count):
            envelope = wire.mention("", "U0BOT", "T0VENDOR", f"C0LATE{number}", f"Ev{number}", f"{time.time() - 7200 + number:.6f}")
            envelope["event"].update(type="member_joined_channel", user="U0BOT", channel_type="C")
            events.append(envelope)
        deliveries = events + dice.sample(events, count // 3)
        dice.shuffle(deliveries)
        for envelope in deliveries:
            assert wire.event(world.service.port, envelope)[0] == 200
        world.quiet(120)
        rooms, greeted = rooms_of(world)
        assert rooms == count, f"{rooms} rooms of {count}"
        posts = collections.Counter(call.channel for call in world.vendor.seen("chat.postMessage"))
        twice = [channel for channel, times in posts.items() if times > 1]
        assert not twice and greeted == count, (twice[:3], greeted)
        return f"{len(deliveries)} events two hours late, shuffled: {rooms} rooms of {count}, each greeted once; a stale signature is 401"


def rooms_of(world):
    with sqlite3.connect(world.service.path) as database:
        return database.execute("SELECT count(*), sum(is_greeted) FROM joined_room WHERE id LIKE 'C0LATE%'").fetchone()


class Line:
    """One kept connection that posts what is in the queue; answers by status."""

    def __init__(self, port, work, statuses):
        self.port, self.work, self.statuses, self.connection = port, work, statuses, None

    def run(self):
        while True:
            try:
                path, body, kind = self.work.get_nowait()
            except queue.Empty:
                return
            for _ in range(50):
                try:
                    self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                    self.connection.request("POST", path, body, wire.signed(body, kind=kind))
                    answer = self.connection.getresponse()
                    answer.read()
                except (OSError, http.client.HTTPException):
                    self.connection = None
                    continue
                self.statuses[answer.status] += 1
                if answer.status == 200:
                    break
                time.sleep(0.2)


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def checks_and_clicks(cases, count, dice):
    """Deliveries that each have one effect: looks-up that are counted, and decisions."""
    made = []
    for number in range(count):
        team = f"T0PART{number % 4}"
        fields = wire.command(f"check company{number}.com", f"U0P{number % 400}", team, f"C0SHARED{number % 4}")
        made.append(("/slack/commands", urllib.parse.urlencode(fields).encode(), FORM))
    for identity in cases:
        fields = wire.click("review.approve", identity, "U0AE", "T0VENDOR", "DU0AE")
        made.append(("/slack/interactions", urllib.parse.urlencode(fields).encode(), FORM))
    return made


@row(42, "many deliveries, 30 % of them duplicates, shuffled (100,000 by default)")
def many_deliveries_shuffled(long):
    total, dice = int(os.environ.get("FAULTS_DELIVERIES", 100_000)) if long else 1_000, random.Random(42)
    with World() as world:
        world.open()
        people = [Person(world, number, 4) for number in range(4)]
        for number in range(200 if long else 8):
            people[number % 4].register(f"decided{number}.com")
        cases = [record["id"] for record in world.service.export()]
        # Far below what a partner may look up in an hour, the rest are refused, and refusals are answers too.
        unique = checks_and_clicks(cases, int(total * 0.7) - len(cases), dice)
        deliveries = unique + [dice.choice(unique) for _ in range(total - len(unique))]
        dice.shuffle(deliveries)
        work, statuses = queue.Queue(), collections.Counter()
        for delivery in deliveries:
            work.put(delivery)
        began = time.monotonic()
        lines = [threading.Thread(target=Line(world.service.port, work, statuses).run) for _ in range(16)]
        for line in lines:
            line.start()
        for line in lines:
            line.join()
        took = time.monotonic() - began
        world.quiet(300)
        records = world.service.export()
        decisions = [sum(event["kind"] == "approved" for event in record["events"]) for record in records]
        assert decisions == [1] * len(records), collections.Counter(decisions)
        with sqlite3.connect(world.service.path) as database:
            kept = database.execute("SELECT count(*) FROM delivery").fetchone()[0]
        notes = collections.Counter(
            (call.channel, call.case, call.body.get("text")) for call in world.vendor.seen("chat.postMessage")
        )
        assert max(notes.values()) == 1, notes.most_common(2)
        world.service.tell("audit", "verify")
        return (
            f"{total} deliveries of {len(unique)} acts in {took:.0f} s: {len(records)} decisions each once, "
            f"{kept} keys kept, no message twice; answers {dict(statuses)}"
        )
