"""An independent client of the outside: speaks Slack's protocol to the built `registrar serve`, knowing only the contract.

Shares no code with the product or its stand-ins. Prints 'N passed, N failed'; exits 1 on any failure.
"""

import hashlib
import hmac
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("REGISTRAR_BINARY", os.path.join(ROOT, ".build", "debug", "registrar"))
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
POLICY = """\
program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
reviewers:
  - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE, AT] }   # also teams: { tenant: GUID, object_id: GUID }
  - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
routing: { fallback: Ada Lindqvist }
blocked_accounts: [ blocked.example ]
"""
passed = failed = 0


def check(what, holds, seen=None):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}: {seen}", file=sys.stderr)


class Vendor(http.server.BaseHTTPRequestHandler):
    """The vendor's API: says ok, remembers what was asked."""

    calls = []
    arrived = threading.Condition()

    def answer(self):
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length).decode()
        path, _, query = self.path.partition("?")
        method = path.rsplit("/", 1)[-1]
        body = json.loads(raw) if raw.startswith("{") else dict(urllib.parse.parse_qsl(raw or query))
        reply = {"ok": True, "ts": f"{time.time():.6f}", "channel": body.get("channel", "D0DM")}
        if isinstance(reply["channel"], dict):
            reply["channel"] = "D0DM"
        if method == "conversations.open":
            reply["channel"] = {"id": "D" + body["users"]}
        if method == "users.info":
            reply["user"] = {"id": body["user"], "locale": "en-US"}
        if method == "views.open":
            reply["view"] = {"id": "V1", "hash": "1.a", **body["view"]}
        with self.arrived:
            token = (self.headers.get("authorization") or "").removeprefix("Bearer ")
            self.calls.append((method, body, token))
            self.arrived.notify_all()
        data = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET = answer

    def log_message(self, *_):
        pass

    @classmethod
    def wait_for(cls, wanted, seconds=20):
        deadline = time.monotonic() + seconds
        with cls.arrived:
            while True:
                for call in cls.calls:
                    if wanted(call):
                        return call
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                cls.arrived.wait(left)


class Service:
    def __init__(self, folder, api):
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "REGISTRAR_BIND": "127.0.0.1:0",
            "REGISTRAR_METRICS_BIND": "",
            "REGISTRAR_DATABASE": f"sqlite:{folder}/registrar.db",
            "REGISTRAR_POLICY": f"{folder}/policy.yaml",
            "REGISTRAR_SLACK_SIGNING_SECRET": SECRET,
            "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-vendor",
            "REGISTRAR_SLACK_API_URL": f"http://{api}/api/",
            "REGISTRAR_SLACK_RESPONSE_HOSTS": api,
            "REGISTRAR_DRAIN_SECONDS": "0",
            "REGISTRAR_LOG_FORMAT": "json",
        }
        with open(f"{folder}/policy.yaml", "w") as file:
            file.write(POLICY)
        self.process = subprocess.Popen(
            [BINARY, "serve"], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.base = None
        for line in self.process.stdout:
            found = re.search(r"127\.0\.0\.1:(\d+)", line) or re.search(r'"port":\s*"?(\d+)', line)
            if "listening" in line and found:
                self.base = f"http://127.0.0.1:{found.group(1)}"
                break
        threading.Thread(target=lambda: self.process.stdout.read(), daemon=True).start()

    def command(self, *arguments):
        done = subprocess.run([BINARY, *arguments], env=self.env, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def post(self, path, fields, secret=SECRET, at=None):
        body = urllib.parse.urlencode(fields).encode()
        stamp = str(int(at or time.time()))
        mac = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": "v0=" + mac,
        }
        request = urllib.request.Request(self.base + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


count = 0


def trigger():
    global count
    count += 1
    return f"{count}.{int(time.time())}.abc"


def command(text, user="U0PIA", team="T0PARTNER", channel="C0SHARED"):
    return {
        "token": "x", "team_id": team, "team_domain": "p", "channel_id": channel, "channel_name": "shared",
        "user_id": user, "user_name": "pia", "command": "/register", "text": text, "api_app_id": "A1",
        "response_url": "https://hooks.slack.com/commands/x", "trigger_id": trigger(), "is_enterprise_install": "false",
    }


def submission(view, values, user="U0PIA", team="T0PARTNER", installed="T0PARTNER"):
    state = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        name, kind = block["block_id"], block["element"]["type"]
        value = values.get(name)
        if kind in ("static_select", "radio_buttons"):
            entry = {"type": kind, "selected_option": {"value": value} if value else None}
        elif kind in ("checkboxes", "multi_static_select"):
            entry = {"type": kind, "selected_options": [{"value": value}] if value else []}
        else:
            entry = {"type": kind, "value": value}
        state[name] = {block["element"]["action_id"]: entry}
    payload = {
        "type": "view_submission", "team": {"id": team, "domain": "p"}, "user": {"id": user, "team_id": team},
        "api_app_id": "A1", "trigger_id": trigger(),
        "view": {
            "id": "V1", "team_id": team, "callback_id": view["callback_id"], "hash": "1.a",
            "private_metadata": view.get("private_metadata", ""), "state": {"values": state}, "blocks": view["blocks"],
            "app_installed_team_id": installed, "type": "modal",
        },
    }
    return {"payload": json.dumps(payload)}


def click(action, value, user, team, channel="D0DM"):
    payload = {
        "type": "block_actions", "team": {"id": "T0VENDOR", "domain": "v"}, "user": {"id": user, "team_id": team},
        "api_app_id": "A1", "trigger_id": trigger(), "channel": {"id": channel},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel},
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1.2"}],
    }
    return {"payload": json.dumps(payload)}


def buttons(blocks):
    return {e["action_id"]: e for b in blocks if b["type"] == "actions" for e in b["elements"]}


def register(service, domain="acme.com", name="Acme GmbH"):
    """The whole dialogue; returns the last view."""
    Vendor.calls.clear()
    status, body = service.post("/slack/commands", command(domain))
    check("a command that opens a dialog is answered with nothing", (status, body) == (200, b""), (status, body))
    opened = Vendor.wait_for(lambda call: call[0] == "views.open")
    check("the first step travels in views.open", opened is not None)
    view = opened[1]["view"]
    ids = [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
    check("the first step asks for the company", ids == ["company_name", "company_domain"], ids)
    answers = {
        "company_name": name, "company_domain": domain, "contact_name": "Kim Doe", "contact_email": f"kim@{domain}",
        "problem": "They count by hand.", "stage": "evaluation", "source_kind": "reseller", "consent": "yes",
    }
    status, body = service.post("/slack/interactions", submission(view, {**answers, "company_domain": "gmail.com"}))
    errors = json.loads(body)
    check("a mistake comes back at its field", list(errors.get("errors", {})) == ["company_domain"], errors)
    for _ in range(6):
        status, body = service.post("/slack/interactions", submission(view, answers))
        reply = json.loads(body or b"{}")
        check("a step answers with the next view", reply.get("response_action") == "update", reply)
        view = reply.get("view", view)
        if not any(b["type"] == "input" for b in view["blocks"]):
            return view
        check("every view before the last can be sent", "submit" in view)
    return view


def say(service, words, user="U0PIA", team="T0PARTNER"):
    """A command's answer: its text, and its blocks' buttons by id; or the view that opened."""
    Vendor.calls.clear()
    status, body = service.post("/slack/commands", command(words, user, team))
    check(f"{words.split()[0]} is taken", status == 200, status)
    if not body:
        opened = Vendor.wait_for(lambda call: call[0] == "views.open")
        check(f"{words.split()[0]} answers or opens a dialog", opened is not None)
        return "", {}, opened[1]["view"] if opened else None
    reply = json.loads(body)
    return json.dumps(reply), buttons(reply.get("blocks", [])), None


def press(service, action, value, user="U0PIA", team="T0PARTNER"):
    status, body = service.post("/slack/interactions", click(action, value, user, team))
    check(f"{action} is acknowledged with nothing", (status, body) == (200, b""), (status, body))


def send(service, view, values, user="U0PIA", team="T0PARTNER"):
    status, body = service.post("/slack/interactions", submission(view, values, user, team, installed=team))
    check(f"{view['callback_id']} is taken", status == 200, status)
    return json.loads(body or b"{}")


def shown(service, number):
    code, out, err = service.command("show", number, "--format", "json")
    check("show answers", code == 0, err)
    return json.loads(out)


def until(what, look, seconds=10):
    """Looks again until it holds."""
    deadline = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    check(what, bool(seen), seen)
    return seen


def kinds(record):
    return [event["kind"] for event in record["events"]]


ADA = {"user": "U0AE", "team": "T0VENDOR"}
BO = {"user": "U0MANAGER", "team": "T0VENDOR"}


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Vendor)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        service = Service(folder, f"127.0.0.1:{server.server_port}")
        try:
            stories(service)
        except Exception as error:
            # What a check missed is needed by the next step: one failure more, and the count is still said.
            check(f"the story goes on: {type(error).__name__}", False, error)
        finally:
            service.process.terminate()
            check("the service ends in order", service.process.wait(30) == 0, service.process.returncode)
    print(f"contract: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def stories(service):
    code, out, err = service.command(
        "partner", "add", "--name", "Nordwind GmbH", "--domain", "nordwind.example", "--tier", "gold", "--kind",
        "reseller", "--territory", "DE", "--slack-team", "T0PARTNER",
    )
    check("partner add works beside the service", code == 0, err)
    status, _ = service.post("/slack/commands", command("acme.com"), secret="other")
    check("another secret is refused", status == 401, status)
    status, _ = service.post("/slack/commands", command("acme.com"), at=time.time() + 900)
    check("a signature from the future is refused", status == 401, status)
    status, body = service.post("/slack/commands", command("help"))
    reply = json.loads(body)
    check("help is an ephemeral answer", reply.get("response_type") == "ephemeral", reply)
    view = register(service)
    text = json.dumps(view)
    number = re.search(r"REG-[0-9A-HJKMNP-TV-Z]{8}", text)
    link = re.search(r"http://127\.0\.0\.1:\d+/r/REG-[^|\s\"\\>]+", text)
    check("the last view has the case number", number is not None, text)
    check("the last view has the link", link is not None, text)
    decide(service, number.group(0), link.group(0))
    meet(service, number.group(0))
    deal(service, number.group(0))
    offer(service, number.group(0))
    end(service)
    replay(service)


def decide(service, number, link):
    card = Vendor.wait_for(lambda c: c[0] == "chat.postMessage" and "review.approve" in json.dumps(c[1]))
    check("the account executive gets a card", card is not None)
    line = Vendor.wait_for(lambda c: c[0] == "chat.postMessage" and c[1].get("channel") == "C0SHARED")
    check("the shared channel gets one line", line is not None)
    check("the line carries the case number and no link", line and number in line[1]["text"] and "/r/" not in json.dumps(line[1]))
    approve = buttons(card[1]["blocks"])["review.approve"]
    check("approving asks first", "confirm" in approve)
    service.post("/slack/interactions", click("review.approve", approve["value"], "U0PIA", "T0PARTNER"))
    code, out, _ = service.command("show", number, "--format", "json")
    record = json.loads(out)
    check("a partner cannot approve", record["status"] == "submitted", record["status"])
    status, _ = service.post("/slack/interactions", click("review.approve", approve["value"], "U0AE", "T0VENDOR"))
    check("a decision is acknowledged", status == 200, status)
    code, out, _ = service.command("show", number.lower().replace("-", ""), "--format", "json")
    record = json.loads(out)
    check("it is approved", record["status"] == "approved", record["status"])
    names = {
        "case", "id", "kind", "status", "program", "partner", "submitter", "prospect", "contact", "problem", "checks",
        "hold", "reviewer", "next_action", "policy_version", "submitted_at", "decided_at", "link", "events",
    }
    check("show has every name", names <= set(record), names - set(record))
    check("the hold has its instants", {"from", "until", "scope"} <= set(record["hold"] or {}), record["hold"])
    check("the domain is registrable", record["prospect"]["domain"] == "acme.com", record["prospect"])
    updated = Vendor.wait_for(lambda c: c[0] == "chat.update")
    check("the card is rewritten", updated is not None and "review.approve" not in json.dumps(updated[1]))
    told = Vendor.wait_for(lambda c: c[0] == "chat.postMessage" and "approved" in json.dumps(c[1]) and "/r/" in json.dumps(c[1]) and c[1]["channel"] != "D" + "U0AE")
    check("the partner is told with a link", told is not None)
    with urllib.request.urlopen(link, timeout=10) as page:
        html = page.read().decode()
    check("the record page opens", number in html)
    forged = link[:-2] + ("aa" if link[-2:] != "aa" else "bb")
    try:
        urllib.request.urlopen(forged, timeout=10)
        check("a forged key opens nothing", False)
    except urllib.error.HTTPError as error:
        check("a forged key opens nothing", error.code == 404, error.code)
    code, out, err = service.command("audit", "verify")
    check("the histories hold", code == 0, err)
    code, out, _ = service.command("export", "--format", "json")
    check("export has a line for it", json.loads(out.splitlines()[0])["case"] == number)


def meet(service, number):
    """A meeting in words counts once its button is pressed."""
    for words in ("31 February 2027", "1 January 2120", "1 January 2020", "whenever"):
        text, offered, _ = say(service, f"meeting {number} {words}")
        check(f"a meeting {words} is refused", "registration.meeting" not in offered and len(text) > 40, text)
    text, offered, _ = say(service, f"MEETING {number} tomorrow 14:00")
    check("the date is said back", "14:00" in text, text)
    check("it does not count yet", "meeting_logged" not in kinds(shown(service, number)))
    Vendor.calls.clear()
    press(service, "registration.meeting", offered["registration.meeting"]["value"])
    until("a yes logs it", lambda: "meeting_logged" in kinds(shown(service, number)))
    told = Vendor.wait_for(lambda c: c[0] == "chat.postMessage" and c[1]["channel"] == "DU0AE" and number in json.dumps(c[1]))
    check("the account executive is told", told is not None)
    press(service, "registration.meeting", offered["registration.meeting"]["value"])
    check("a second yes logs nothing", kinds(shown(service, number)).count("meeting_logged") == 1)
    _, _, view = say(service, f"meeting {number}")
    check("without a date a dialog asks", view and [b["block_id"] for b in view["blocks"] if b["type"] == "input"] == ["date"])
    reply = send(service, view, {"date": "whenever"})
    check("its mistake is at the field", list(reply.get("errors", {})) == ["date"], reply)


def deal(service, number):
    """A lead becomes a deal, is given a next step, and its protection is asked to last longer."""
    text, _, _ = say(service, f"extend {number}")
    check("no extension under the default rules, with a sentence", "extend" in text, text)
    _, _, view = say(service, f"deal {number}")
    typed = {"stage": "evaluation", "amount": "120000", "expected_close": "2027-03-31", "next_step": "Send the quote"}
    reply = send(service, view, {**typed, "expected_close": "2020-01-01"})
    check("a close that is over is a mistake", list(reply.get("errors", {})) == ["expected_close"], reply)
    send(service, view, typed)
    until("the lead is a deal", lambda: shown(service, number)["kind"] == "deal")
    text, _, _ = say(service, f"next {number} Call them on Monday", **ADA)
    check("next is for the account executive", "Call them on Monday" in text, text)
    text, _, _ = say(service, f"next {number} Mine")
    check("and not for a partner", "next_step_recorded" in kinds(shown(service, number)) and "Mine" not in text, text)
    _, _, view = say(service, "deal")
    check("deal alone opens the dialogue", view and view["callback_id"] == "register", view)


def offer(service, number):
    """Whoever waits is offered what a holder gives back."""
    service.command("partner", "add", "--name", "Rival AG", "--domain", "rival.example", "--tier", "silver", "--kind",
                    "reseller", "--territory", "DE", "--slack-team", "T0RIVAL")
    Vendor.calls.clear()
    rival = {"user": "U0RITA", "team": "T0RIVAL"}
    service.post("/slack/commands", command("acme.com", **rival))
    view = Vendor.wait_for(lambda call: call[0] == "views.open")[1]["view"]
    answers = {
        "company_name": "Acme", "company_domain": "acme.com", "contact_name": "Lu Poe", "contact_email": "lu@acme.com",
        "problem": "Nobody counts.", "stage": "evaluation", "source_kind": "reseller", "consent": "yes",
    }
    while any(block["type"] == "input" for block in view["blocks"]):
        view = send(service, view, answers, **rival)["view"]
    waiting = re.search(r"REG-[0-9A-HJKMNP-TV-Z]{8}", json.dumps(view)).group(0)
    check("it waits without a hold", shown(service, waiting)["hold"] is None)
    text, _, _ = say(service, f"withdraw {number}", **rival)
    check("nobody withdraws what is another's", shown(service, number)["status"] == "approved", text)
    Vendor.calls.clear()
    service.post("/slack/commands", command(f"withdraw {number}"))
    until("withdraw gives it back", lambda: shown(service, number)["status"] == "withdrawn")
    note = Vendor.wait_for(lambda c: c[0] == "chat.postMessage" and "registration.accept_offer" in json.dumps(c[1]))
    check("it is offered with a button", note is not None)
    value = buttons(note[1]["blocks"])["registration.accept_offer"]["value"]
    press(service, "registration.accept_offer", value)
    check("nobody takes what is offered to another", "offer_accepted" not in kinds(shown(service, waiting)))
    press(service, "registration.accept_offer", value, **rival)
    until("the offer is taken", lambda: "offer_accepted" in kinds(shown(service, waiting)))


def claim(service, domain, action, **reviewer):
    """A registration, and its card's button."""
    number = re.search(r"REG-[0-9A-HJKMNP-TV-Z]{8}", json.dumps(register(service, domain, domain.title()))).group(0)
    identity = shown(service, number)["id"]
    press(service, action, identity, **(reviewer or ADA))
    return number, identity


def end(service):
    """Decisions are undone and appealed against; an approved one is won or lost."""
    number, identity = claim(service, "globex.com", "review.approve")
    until("it is approved", lambda: shown(service, number)["status"] == "approved")
    press(service, "review.undo", identity)
    check("a partner undoes nothing", shown(service, number)["status"] == "approved")
    press(service, "review.undo", identity, **ADA)
    until("its author undoes it", lambda: shown(service, number)["status"] == "submitted")
    check("and the hold is gone", shown(service, number)["hold"] is None)
    Vendor.calls.clear()
    press(service, "review.reject", identity, **ADA)
    view = Vendor.wait_for(lambda call: call[0] == "views.open")[1]["view"]
    reason = next(b for b in view["blocks"] if b.get("block_id") == "reason")["element"]["options"][0]["value"]
    send(service, view, {"reason": reason}, **ADA)
    until("it is rejected", lambda: shown(service, number)["status"] == "rejected")
    _, _, view = say(service, f"appeal {number}")
    check("appeal asks what speaks for it", view and view["callback_id"] == "registration.appeal", view)
    field = next(b["block_id"] for b in view["blocks"] if b["type"] == "input")
    send(service, view, {field: "They signed today."})
    until("the appeal opens it again", lambda: shown(service, number)["status"] == "submitted")
    check("for another reviewer", shown(service, number)["reviewer"] == "Bo Maier", shown(service, number)["reviewer"])
    text, offered, _ = say(service, f"appeal {number}")
    check("there is one appeal", kinds(shown(service, number)).count("appealed") == 1, text)
    press(service, "review.approve", identity, **BO)
    until("the appeal is decided", lambda: shown(service, number)["status"] == "approved")
    say(service, f"won {number}")
    check("a partner wins nothing by itself", shown(service, number)["status"] == "approved")
    say(service, f"won {number}", **ADA)
    check("won ends it", shown(service, number)["status"] == "won", shown(service, number)["status"])
    number, _ = claim(service, "initech.com", "review.approve")
    until("another is approved", lambda: shown(service, number)["status"] == "approved")
    text, _, _ = say(service, f"lost {number} They froze the budget", **ADA)
    check("lost ends it with its reason", shown(service, number)["status"] == "lost" and "froze" in text, text)


def replay(service):
    """What another file would have decided about this past."""
    folder = service.env["HOME"]
    with open(f"{folder}/other.yaml", "w") as file:
        file.write(POLICY.replace("[ blocked.example ]", "[ blocked.example, globex.com ]"))
    code, out, err = service.command("policy", "replay", f"{folder}/policy.yaml")
    check("the same file flips nothing", code == 0 and "REG-" not in out, (code, out, err))
    code, out, err = service.command("policy", "replay", f"{folder}/other.yaml")
    check("a blocked company flips its verdict", code == 0 and "REG-" in out, (code, out, err))
    code, _, err = service.command("policy", "replay", f"{folder}/none.yaml")
    check("a missing file is refused in one line", code == 1 and len(err.strip().splitlines()) == 1, (code, err))


if __name__ == "__main__":
    main()
