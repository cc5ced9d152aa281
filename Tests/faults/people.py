"""People at work: they register, are answered or not, press again, and decide."""

import json
import random
import threading
import time

import wire

ADA = {"user": "U0AE", "team": wire.VENDOR_TEAM}


class GaveUp(Exception):
    """Somebody pressed for as long as their patience lasted."""


def answers_for(domain, seed):
    return {
        "company_name": f"Company {domain.split('.')[0].title()}", "company_domain": domain,
        "contact_name": f"Kim Doe {seed:06x}-contact", "contact_email": f"kim.{seed:06x}@{domain}",
        "problem": f"They count by hand {seed:06x}.", "stage": "evaluation", "source_kind": "reseller",
        "consent": "yes",
    }


class Person:
    """A partner's employee with a workspace and a channel."""

    def __init__(self, world, number, teams):
        self.world, self.number, self.teams = world, number, teams
        self.user = f"U0P{number}"
        self.work_for(number)
        self.patience = 200.0
        # Seconds that the vendor's clock is ahead when it signs for this person.
        self.clock_ahead = 0
        # Stops after what was begun; or leaves everything as it stands.
        self.stop, self.gone = threading.Event(), threading.Event()

    def work_for(self, number):
        """For that partner: each may register 120 times an hour."""
        self.team, self.channel = f"T0PART{number % self.teams}", f"C0SHARED{number % self.teams}"

    def insist(self, op, key, act):
        """Presses until it is acknowledged, and notes each try."""
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and not self.gone.is_set():
            invoked = time.monotonic()
            try:
                answer = act()
            except wire.NotTaken:
                time.sleep(0.02)
                continue
            except wire.Lost:
                self.world.history.note(op, key, invoked, "unknown")
                continue
            if answer is not None:
                self.world.history.note(op, key, invoked, "ok")
                return answer
            self.world.history.note(op, key, invoked, "fail")
            time.sleep(0.1)
        raise GaveUp(f"{op} {key}")

    def ask(self, path, fields):
        return wire.form(self.world.service.port, path, fields, at=time.time() + self.clock_ahead)

    def open_form(self, words):
        opener = wire.trigger()
        status, body = self.ask("/slack/commands", wire.command(words, self.user, self.team, self.channel, opener))
        return self.world.vendor.view(opener) if (status, body) == (200, b"") else None

    def submit(self, view, values):
        status, body = self.ask("/slack/interactions", wire.submission(view, values, self.user, self.team))
        answer = json.loads(body or b"{}") if status == 200 else {}
        return answer.get("view") if answer.get("response_action") == "update" else None

    def register(self, domain):
        """The whole dialogue; the case number."""
        answers = answers_for(domain, random.getrandbits(24))
        began = time.monotonic()
        view = self.insist("command", domain, lambda: self.open_form(domain))
        sent = began
        for _ in range(8):
            if not any(block["type"] == "input" for block in view["blocks"]):
                break
            sent, form = time.monotonic(), view
            view = self.insist("step", domain, lambda: self.submit(form, answers))
        found = self.world.case_in(view)
        assert found, f"the last view has no case number: {json.dumps(view)[:400]}"
        self.world.history.note(
            "register", domain, began, "ok", case=found, channel=self.channel, sent=sent, answers=answers
        )
        return found

    def approve(self, number, decider=ADA):
        """Ada decides on this person's case, by the button of its card."""
        deadline = time.monotonic() + self.patience
        while not (card := self.world.vendor.card(number, seconds=1)):
            if time.monotonic() > deadline or self.gone.is_set():
                raise GaveUp(f"no card of {number}")
        value = next(
            element["value"] for block in card.body["blocks"] if block["type"] == "actions"
            for element in block["elements"] if element["action_id"] == "review.approve"
        )
        invoked, opener = time.monotonic(), wire.trigger()
        fields = wire.click("review.approve", value, decider["user"], decider["team"], "DU0AE", opener)

        def press():
            status, body = self.ask("/slack/interactions", fields)
            return True if (status, body) == (200, b"") else None

        self.insist("click", number, press)
        self.world.history.note("approve", number, invoked, "ok", user=self.user)

    def work(self, name, approves=0.5, most=None):
        """One prospect after the other until told to stop; what Ada wants to approve waits for its card."""
        done, waiting = 0, []
        try:
            while not self.stop.is_set() and (most is None or done < most):
                done += 1
                self.work_for(self.number + 7 * done)
                number = self.register(f"{name}{self.number}-{done}-{random.getrandbits(32):08x}.com")
                if random.random() < approves:
                    waiting.append(number)
                if waiting and self.world.vendor.card(waiting[0], seconds=0):
                    self.approve(waiting.pop(0))
            for number in waiting:
                self.approve(number)
        except GaveUp as trouble:
            if not self.gone.is_set():
                self.world.troubles.append(f"{self.user} gave up: {trouble}")
        except Exception as error:
            self.world.troubles.append(f"{self.user}: {type(error).__name__}: {error}")


class Crowd:
    """Several people at once."""

    def __init__(self, world, count, name="p", approves=0.5, most=None, teams=None):
        self.world = world
        self.people = [Person(world, number, teams or world.teams) for number in range(count)]
        self.threads = [
            threading.Thread(target=person.work, args=(name, approves, most), daemon=True) for person in self.people
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def leave(self):
        """Everybody lets go of everything."""
        for person in self.people:
            person.stop.set()
            person.gone.set()
        self.wait(30)

    def wait(self, seconds=300):
        deadline = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))

    def __exit__(self, *_):
        for person in self.people:
            person.stop.set()
        deadline = time.monotonic() + 240
        while any(thread.is_alive() for thread in self.threads):
            if time.monotonic() > deadline:
                raise AssertionError("somebody is still waiting for an answer after four minutes")
            self.wait(3)
            self.world.unpark()
