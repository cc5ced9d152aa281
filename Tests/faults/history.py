"""What people did and were told, kept outside the system, and whether the system kept its word."""

import collections
import dataclasses
import json
import threading
import time

# After the vendor answered, the row is settled within this time on a crowded machine; a kill before that repeats the send.
SETTLE_SECONDS = 2.0


@dataclasses.dataclass
class Act:
    op: str
    key: str
    invoked: float
    completed: float
    outcome: str
    value: dict


class History:
    """A log of acts: ok was acknowledged, fail was refused, unknown had no answer."""

    def __init__(self, path=None):
        self.acts, self.kills, self.parked, self.lock = [], [], 0, threading.Lock()
        self.file = path and open(path, "a")

    def note(self, op, key, invoked, outcome, **value):
        act = Act(op, key, invoked, time.monotonic(), outcome, value)
        with self.lock:
            self.acts.append(act)
            if self.file:
                self.file.write(json.dumps(dataclasses.asdict(act)) + "\n")
        return act

    def of(self, op, outcome="ok"):
        with self.lock:
            return [act for act in self.acts if act.op == op and act.outcome == outcome]

    def killed(self, broken_since=None):
        """It died now; since then, or since it could note nothing any more, no send was settled."""
        self.kills.append((broken_since or time.monotonic(), time.monotonic()))


@dataclasses.dataclass
class Findings:
    registered: int = 0
    approved: int = 0
    acknowledged: int = 0
    unanswered: int = 0
    lost: list = dataclasses.field(default_factory=list)
    twice: list = dataclasses.field(default_factory=list)
    unasked: list = dataclasses.field(default_factory=list)
    messages: int = 0
    # Under way at two deaths: parked, and sent by `outbox retry`.
    parked: int = 0
    messages_lost: list = dataclasses.field(default_factory=list)
    # Lines of a channel whose outcome was unknown are not repeated, by design.
    lines_given_up: int = 0
    sent_twice_in_flight: int = 0
    sent_twice: list = dataclasses.field(default_factory=list)
    disorder: list = dataclasses.field(default_factory=list)

    @property
    def faults(self):
        named = {
            "lost": self.lost, "registered twice": self.twice, "never asked for": self.unasked,
            "messages lost": self.messages_lost, "sent twice": self.sent_twice, "out of order": self.disorder,
        }
        return {name: found[:5] for name, found in named.items() if found}

    def insist(self):
        assert not self.faults, self.faults
        return self

    def __str__(self):
        seldom = {
            "twice, under way at the time": self.sent_twice_in_flight, "channel lines given up": self.lines_given_up,
            "parked after two deaths and sent by `outbox retry`": self.parked,
        }
        told = "".join(f", {count} {name}" for name, count in seldom.items() if count)
        return (
            f"{self.acknowledged} steps acknowledged ({self.registered} registrations, {self.approved} decisions), "
            f"{len(self.lost)} lost; {self.messages} messages, {len(self.messages_lost)} lost{told}"
        )


def compare(history, records, vendor):
    """Holds the history against what the system exports and what people were sent."""
    found = Findings()
    by_domain = collections.defaultdict(list)
    for record in records:
        by_domain[record["prospect"]["domain"]].append(record)
    asked = {act.key for act in history.acts}
    found.unasked = [domain for domain in by_domain if domain not in asked]
    found.twice = [domain for domain, all_of in by_domain.items() if len(all_of) > 1]
    found.parked = history.parked
    found.acknowledged = sum(act.outcome == "ok" for act in history.acts)
    found.unanswered = sum(act.outcome == "unknown" for act in history.acts)
    compare_registrations(history, by_domain, found)
    compare_decisions(history, {record["case"]: record for record in records}, found)
    compare_messages(history, vendor, found)
    return found


def compare_registrations(history, by_domain, found):
    done = history.of("register")
    found.registered = len(done)
    for act in done:
        record = (by_domain.get(act.key) or [None])[0]
        if record is None or record["case"] != act.value["case"]:
            found.lost.append(f"{act.key} {act.value['case']}")
        elif (missing := missing_answers(act.value["answers"], record)):
            found.lost.append(f"{act.key}: {missing}")


def missing_answers(answers, record):
    """What an acknowledged step said and the record does not."""
    told = json.dumps(record, ensure_ascii=False)
    return [name for name, value in answers.items() if len(value) > 12 and value not in told]


def compare_decisions(history, by_case, found):
    for act in history.of("approve"):
        found.approved += 1
        if by_case.get(act.key, {}).get("status") != "approved":
            found.lost.append(f"approval of {act.key}")


def compare_messages(history, vendor, found):
    posts = collections.defaultdict(list)
    for call in vendor.seen("chat.postMessage"):
        posts[call.case, call.channel, "card" if "review.approve" in call.text else digest(call)].append(call)
    found.messages = sum(len(sent) for sent in posts.values())
    kinds = collections.Counter((case, channel) for case, channel, _ in posts)
    approved = {act.key: act.value["user"] for act in history.of("approve")}
    for act in history.of("register"):
        number, channel = act.value["case"], act.value["channel"]
        if (number, "DU0AE", "card") not in posts:
            found.messages_lost.append(f"card of {number}")
        found.lines_given_up += max(0, 1 + (number in approved) - kinds[number, channel])
    for number, user in approved.items():
        if not kinds[number, "D" + user]:
            found.messages_lost.append(f"note of {number}")
    for name, sent in posts.items():
        for earlier in sent[:-1]:
            if was_in_flight(earlier, history.kills):
                found.sent_twice_in_flight += 1
            else:
                found.sent_twice.append(f"{name} {told_of(earlier, history.kills)}")
    compare_order(vendor, found)


def digest(call):
    return json.dumps([call.body.get("text"), call.body.get("blocks")], sort_keys=True)


def was_in_flight(call, kills):
    """The service died before it could know, or note, that the message arrived; or the vendor never said so."""
    if call.outcome not in ("ok", "unanswered"):
        return True
    # What the dead had sent is read a little later where everybody shares two cores.
    return any(call.arrived <= death + SETTLE_SECONDS and (call.answered or death) >= since - SETTLE_SECONDS for since, death in kills)


def told_of(call, kills):
    """When it came and was answered, and the deaths about it, in seconds from its coming."""
    near = sorted((round(death - call.arrived, 1) for _, death in kills), key=abs)[:2]
    return f"answered after {(call.answered or call.arrived) - call.arrived:.1f} s, deaths at {near}"


def compare_order(vendor, found):
    """In each conversation of a case what it was asked comes before what was decided."""
    told = collections.defaultdict(list)
    for call in vendor.seen("chat.postMessage", "chat.update"):
        if call.case:
            told[call.case, call.channel].append(call)
    for (case, channel), calls in told.items():
        decided = False
        for call in calls:
            if decided and is_open(call) and not is_repeated(call, calls):
                found.disorder.append(f"{channel}: {case}")
                break
            decided = decided or not is_open(call)


def is_open(call):
    """Whether it speaks of a case that nobody has decided yet."""
    return "pproved" not in call.text.replace("review.approve", "")


def is_repeated(call, calls):
    """The same again, which a send whose outcome was unknown may be."""
    return any(earlier is not call and digest(earlier) == digest(call) for earlier in calls[:calls.index(call)])
