"""An independent client of Teams' side: speaks the Bot Framework's protocol to the built `registrar serve`.

Shares no code with the product or its stand-ins: signs its own tokens, serves keys, tokens and the connector.
Prints 'N passed, N failed'; exits 1 on any failure.
"""

import base64
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

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("REGISTRAR_BINARY", os.path.join(ROOT, ".build", "debug", "registrar"))
APP, SECRET = "6d1f3a52-8c0e-4f63-9a27-31b0e5c4d7a8", "the-bot's-secret"
VENDOR, PARTNER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
STRANGER = "33333333-3333-4333-8333-333333333333"
CHANNEL, TEAM = "19:shared@thread.tacv2", "19:team@thread.tacv2"
ISSUER = "https://api.botframework.com"
CARD = "application/vnd.microsoft.card.adaptive"
PEOPLE = {
    "29:ada": {"aadObjectId": "aaaaaaaa-0000-4000-8000-000000000001", "tenantId": VENDOR, "name": "Ada Lindqvist"},
    "29:pia": {"aadObjectId": "aaaaaaaa-0000-4000-8000-000000000002", "tenantId": PARTNER, "name": "Pia Petersen"},
    "29:eve": {"aadObjectId": "aaaaaaaa-0000-4000-8000-000000000003", "tenantId": STRANGER, "name": "Ada Lindqvist"},
}
POLICY = f"""\
program: {{ id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }}
reviewers:
  - name: Ada Lindqvist
    email: ada@vendor.example
    teams: {{ tenant: {VENDOR}, object_id: {PEOPLE['29:ada']['aadObjectId']} }}
    manager: true
routing: {{ fallback: Ada Lindqvist }}
"""
OUTGOING_KEY = "vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA="
OUTGOING = [
    ('{"type":"message","text":"<at>Leads</at> /register"}', "EnEsbkoezAnk6imyUkrUqlv9SHA2xdyWNN8bjvUqZz4="),
    ('{"type":"message","text":"régister ✓"}', "1NsLslxgXLbzrv71L6fdTlULpeICo1uKSCYAnNlGmAU="),
]
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
passed = failed = count = 0


def check(what, holds, seen=None):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}: {str(seen)[:800]}", file=sys.stderr)


def number():
    global count
    count += 1
    return count


class Microsoft(http.server.BaseHTTPRequestHandler):
    """Keys, tokens and the connector; remembers what was asked."""

    sent, tokens = [], []
    arrived = threading.Condition()
    base = ""

    def answer(self):
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        path, _, query = self.path.partition("?")
        parts = [urllib.parse.unquote(part) for part in path.strip("/").split("/")]
        if path == "/openid":
            return self.reply(200, {"issuer": ISSUER, "jwks_uri": self.base + "/keys",
                                    "id_token_signing_alg_values_supported": ["RS256"]})
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            public |= {"kid": "k1", "use": "sig", "endorsements": ["msteams"]}
            return self.reply(200, {"keys": [public]})
        if path.endswith("/oauth2/v2.0/token"):
            fields = dict(urllib.parse.parse_qsl(raw.decode()))
            good = fields == {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET,
                              "scope": ISSUER + "/.default"} and parts[0] == VENDOR
            self.tokens.append(good)
            if not good:
                return self.reply(400, {"error": "invalid_request"})
            return self.reply(200, {"token_type": "Bearer", "expires_in": 3600, "access_token": "outbound-token"})
        if self.headers.get("authorization") != "Bearer outbound-token":
            return self.reply(401, {"error": {"code": "Unauthorized", "message": "token"}})
        if ":" in path or ";" in path:
            return self.reply(400, {"error": {"code": "BadArgument", "message": "ids are percent-encoded"}})
        return self.connector(parts, query, json.loads(raw) if raw else None)

    def connector(self, parts, query, body):
        parts = parts[parts.index("v3") + 1:]
        if parts[0] == "conversations" and len(parts) == 1:
            return self.reply(201, {"id": "a:" + body["members"][0]["id"][3:]})
        if len(parts) >= 4 and parts[2] == "members":
            for user, person in PEOPLE.items():
                if parts[3] in (user, person["aadObjectId"]):
                    return self.reply(200, {"id": user, "userRole": "user", **person})
            return self.reply(404, {"error": {"code": "MemberNotFoundInConversation", "message": "none"}})
        with self.arrived:
            identity = str(number())
            name = parts[3] if self.command == "PUT" else identity
            self.sent.append({"how": self.command, "id": name, "where": parts[1], "targeted": "isTargetedActivity=true" in query,
                              "body": body})
            self.arrived.notify_all()
        return self.reply(201 if self.command == "POST" else 200, {"id": name})

    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *_):
        pass

    @classmethod
    def wait_for(cls, wanted, seconds=20):
        deadline = time.monotonic() + seconds
        with cls.arrived:
            while True:
                for one in reversed(cls.sent):
                    if wanted(one):
                        return one
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                cls.arrived.wait(left)


class Service:
    def __init__(self, folder, host):
        self.host = host
        self.env = {
            "PATH": os.environ["PATH"], "HOME": folder, "REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": "",
            "REGISTRAR_DATABASE": f"sqlite:{folder}/registrar.db", "REGISTRAR_POLICY": f"{folder}/policy.yaml",
            "REGISTRAR_TEAMS_APP_ID": APP, "REGISTRAR_TEAMS_APP_SECRET": SECRET, "REGISTRAR_TEAMS_TENANT_ID": VENDOR,
            "REGISTRAR_TEAMS_OPENID_URL": f"http://{host}/openid", "REGISTRAR_TEAMS_LOGIN_URL": f"http://{host}/",
            "REGISTRAR_TEAMS_SERVICE_HOSTS": host, "REGISTRAR_DRAIN_SECONDS": "0", "REGISTRAR_LOG_FORMAT": "json",
        }
        with open(f"{folder}/policy.yaml", "w") as file:
            file.write(POLICY)
        self.log = []
        self.process = subprocess.Popen([BINARY, "serve"], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.base = None
        for line in self.process.stdout:
            self.log.append(line)
            found = re.search(r"127\.0\.0\.1:(\d+)", line)
            if "listening" in line and found:
                self.base = f"http://127.0.0.1:{found.group(1)}"
                break
        threading.Thread(target=lambda: self.log.extend(self.process.stdout), daemon=True).start()

    def command(self, *arguments):
        done = subprocess.run([BINARY, *arguments], env=self.env, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def post(self, path, body, headers):
        request = urllib.request.Request(self.base + path, body, {"Content-Type": "application/json", **headers})
        try:
            with urllib.request.urlopen(request, timeout=16) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def service_url(self):
        return f"http://{self.host}/emea/"

    def token(self, key=KEY, algorithm="RS256", headers=None, without=(), **changes):
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": APP, "nbf": now - 10, "exp": now + 600, "serviceurl": self.service_url(), **changes}
        claims = {name: value for name, value in claims.items() if name not in without}
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "k1"} if headers is None else headers)

    def send(self, activity, token=None, scheme="Bearer"):
        return self.post("/teams/messages", json.dumps(activity).encode(), {"Authorization": f"{scheme} {token or self.token()}"})

    def activity(self, kind, user, personal=False, **more):
        person = PEOPLE[user]
        conversation = {"id": "a:" + user[3:], "conversationType": "personal", "tenantId": VENDOR} if personal else {
            "id": CHANNEL + ";messageid=1", "conversationType": "channel", "isGroup": True, "tenantId": VENDOR}
        data = {"tenant": {"id": VENDOR}}
        if not personal:
            data |= {"team": {"id": TEAM}, "channel": {"id": CHANNEL, "type": "shared"}}
        return {
            "type": kind, "id": f"f:{number()}", "timestamp": "2026-11-01T10:00:00.000Z", "serviceUrl": self.service_url(),
            "channelId": "msteams", "locale": "en-US", "from": {"id": user, "name": person["name"], "aadObjectId": person["aadObjectId"]},
            "conversation": conversation, "recipient": {"id": "28:" + APP, "name": "Registrar"}, "channelData": data, **more,
        }

    def slash(self, user, words):
        activity = self.activity("message", user, text=words, textFormat="plain")
        activity["recipient"]["isTargeted"] = True
        return self.send(activity)

    def invoke(self, user, name, value, reply_to="1", personal=False):
        status, body = self.send(self.activity("invoke", user, personal, name=name, value=value, replyToId=reply_to))
        return status, json.loads(body) if body else {}


def walk(value, kinds):
    """Everything of those types in a card, in order."""
    found = []
    if isinstance(value, dict):
        if str(value.get("type", "")).startswith(kinds):
            found.append(value)
        for inner in value.values():
            found += walk(inner, kinds)
    elif isinstance(value, list):
        for inner in value:
            found += walk(inner, kinds)
    return found


def action(card, verb):
    return next((a for a in walk(card, "Action.") if a.get("verb") == verb or (a.get("data") or {}).get("verb") == verb), None)


def cards(message):
    return [a["content"] for a in message["body"].get("attachments", []) if a["contentType"] == CARD]


def forged(service):
    """Every token that is not right is refused with nothing in the answer."""
    activity = service.activity("message", "29:ada", True, text="help")
    now = int(time.time())
    public = KEY.public_key().public_numbers()
    cases = {
        "another audience": service.token(aud="99999999-9999-4999-8999-999999999999"),
        "another issuer": service.token(iss="https://sts.windows.net/x/"),
        "expired": service.token(exp=now - 301), "not yet": service.token(nbf=now + 900), "no end": service.token(without=("exp",)),
        "no service": service.token(without=("serviceurl",)), "another service": service.token(serviceurl="https://smba.trafficmanager.net/x/"),
        "another key": service.token(key=OTHER), "no key": service.token(headers={}), "unknown key": service.token(headers={"kid": "k2"}),
        "HS256 by the public key": service.token(key=str(public.n), algorithm="HS256"),
        "unsigned": service.token(key=None, algorithm="none"),
    }
    for name, token in cases.items():
        status, body = service.send(activity, token)
        check(f"a token is refused: {name}", status == 401 and not body, (status, body))
    for scheme in ("Basic", "bearer2", "HMAC"):
        status, body = service.send(activity, scheme=scheme)
        check(f"a scheme is refused: {scheme}", status == 401 and not body, (status, body))
    status, body = service.post("/teams/messages", json.dumps(activity).encode(), {})
    check("no token is refused", status == 401 and not body, (status, body))
    for name, change in (("channel", {"channelId": "webchat"}), ("service", {"serviceUrl": "http://127.0.0.1:9/emea/"})):
        status, body = service.send(activity | change)
        check(f"another {name} is refused", status in (401, 403) and not body, (status, body))
    foreign = json.loads(json.dumps(activity).replace(VENDOR, STRANGER))
    status, body = service.send(foreign)
    check("another tenant is refused", status == 403 and not body, (status, body))


def register(service):
    """From the private command through four cards to the number."""
    status, body = service.slash("29:pia", "register acme.com")
    check("a command is taken without a word", status in (200, 202) and not body, (status, body))
    answer = Microsoft.wait_for(lambda one: any(action(card, "register.start") for card in cards(one)) and one["targeted"])
    check("its answer is private", answer is not None and answer["body"]["recipient"] == answer["body"]["recipient"] | {"id": "29:pia", "isTargeted": True}, Microsoft.sent)
    start = action(cards(answer)[0], "register.start")
    check("its button opens a dialog", start["type"] == "Action.Submit" and start["data"]["msteams"]["type"] == "task/fetch", start)
    began = time.monotonic()
    status, reply = service.invoke("29:pia", "task/fetch", {"data": start["data"], "context": {"theme": "default"}}, answer["id"])
    check("the dialog opens within 3 s", status == 200 and time.monotonic() - began < 3, (status, reply))
    typed = {
        "company_name": "Acme Rockets", "company_domain": "acme.com", "contact_name": "Kim Doe", "contact_email": "kim@acme.com",
        "problem": "They count rockets by hand", "stage": "evaluation", "source_kind": "reseller", "consent": "yes",
    }
    seen = []
    for _ in range(6):
        task = reply["task"]
        card = task["value"]["card"]["content"]
        check("a dialog's card is 1.5 and below 20 KB", card["version"] == "1.5" and len(json.dumps(card)) < 20480, card.get("version"))
        inputs = [one["id"] for one in walk(card, "Input.")]
        if not inputs:
            break
        seen += inputs
        forward = next(a for a in walk(card, "Action.Submit") if str(a.get("associatedInputs", "")).lower() != "none")
        data = forward["data"] | {name: typed[name] for name in inputs if name in typed}
        status, reply = service.invoke("29:pia", "task/submit", {"data": data, "context": {"theme": "default"}}, answer["id"])
        _, again = service.invoke("29:pia", "task/submit", {"data": data, "context": {"theme": "default"}}, answer["id"])
        check("a step sent twice is one step", [one["id"] for one in walk(again, "Input.")] == [one["id"] for one in walk(reply, "Input.")])
    check("all is asked", set(typed) <= set(seen), seen)
    text = json.dumps(reply)
    case = re.search(r"REG-[0-9A-HJKMNP-TV-Z]{8}", text)
    check("the last card shows the number", case is not None, text)
    check("and the link", "/r/" in text, text)
    return case.group(0)


def decide(service, case):
    """The reviewer's card, a stranger's press, and the decision."""
    card = Microsoft.wait_for(lambda one: one["where"] == "a:ada" and case in json.dumps(one["body"]) and any(action(c, "review.approve") for c in cards(one)))
    check("the reviewer has a card", card is not None, Microsoft.sent)
    approve = action(cards(card)[0], "review.approve")
    check("approve is executed, with a fallback", approve["type"] == "Action.Execute" and approve["fallback"]["type"] == "Action.Submit", approve)
    value = {"action": {"type": "Action.Execute", "verb": "review.approve", "data": approve["data"]}, "trigger": "manual"}
    for user in ("29:pia", "29:eve"):
        status, reply = service.invoke(user, "adaptiveCard/action", value, card["id"])
        check(f"{user} decides nothing, politely", status == 200 and 200 <= reply["statusCode"] < 600, (status, reply))
        check(f"{user} changes nothing", shown(service, case)["status"] == "submitted")
    check("a stranger is told nothing", "Acme" not in json.dumps(reply), reply)
    for _ in range(2):
        status, reply = service.invoke("29:ada", "adaptiveCard/action", value, card["id"], personal=True)
        check("the decision is answered 200 with its status inside", status == 200 and reply["statusCode"] == 200, (status, reply))
    events = [event["kind"] for event in shown(service, case)["events"]]
    check("it counts once", events.count("approved") == 1, events)
    note = Microsoft.wait_for(lambda one: one["targeted"] and one["how"] == "POST" and "approved" in json.dumps(one["body"]) and case in json.dumps(one["body"]))
    check("the partner is told privately, with the link", note is not None and "/r/" in json.dumps(note["body"]), Microsoft.sent)
    update = Microsoft.wait_for(lambda one: one["how"] == "PUT" and one["id"] == card["id"])
    check("the card has its last state", update is not None and not action(cards(update)[0], "review.approve"), Microsoft.sent)
    public = [one for one in Microsoft.sent if one["where"].startswith(CHANNEL) and not one["targeted"]]
    check("no link stands in the channel", all("/r/" not in json.dumps(one["body"]) for one in public), public)


def outgoing(service):
    """The outgoing webhook: the two vectors, and what is not right."""
    key = os.path.join(service.env["HOME"], "outgoing.key")
    with open(key, "w") as file:
        file.write(OUTGOING_KEY + "\n")
    code, out, err = service.command("partner", "link", "Nordwind", "--teams-outgoing-key-file", key)
    check("a key is linked to a partner", code == 0, (out, err))
    for body, mac in OUTGOING:
        body = body.encode()
        check("the vector is right", base64.b64encode(hmac.new(base64.b64decode(OUTGOING_KEY), body, hashlib.sha256).digest()).decode() == mac)
        status, reply = service.post("/teams/outgoing", body, {"Authorization": "HMAC " + mac})
        check("a signed word is answered", status == 200 and json.loads(reply)["type"] == "message", (status, reply))
        text_key = base64.b64encode(hmac.new(OUTGOING_KEY.encode(), body, hashlib.sha256).digest()).decode()
        wrong = {
            "no header": None, "other scheme": "Bearer " + mac, "bad base64": "HMAC !" + mac[1:], "other key": "HMAC " + "A" * 43 + "=",
            "key as text": "HMAC " + text_key, "truncated": "HMAC " + mac[:20],
        }
        for name, header in wrong.items():
            status, reply = service.post("/teams/outgoing", body, {"Authorization": header} if header else {})
            check(f"refused: {name}", status == 401 and not reply, (status, reply))
        status, reply = service.post("/teams/outgoing", body + b" ", {"Authorization": "HMAC " + mac})
        check("refused: a changed body", status == 401 and not reply, (status, reply))


def shown(service, case):
    code, out, err = service.command("show", case, "--format", "json")
    return json.loads(out) if code == 0 else {"error": err}


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Microsoft)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    Microsoft.base = "http://" + host
    with tempfile.TemporaryDirectory() as folder:
        service = Service(folder, host)
        try:
            check("it listens", service.base is not None, service.log)
            service.command("partner", "add", "--name", "Nordwind", "--domain", "nordwind.example", "--teams-tenant", PARTNER)
            forged(service)
            added = service.activity("conversationUpdate", "29:ada", membersAdded=[{"id": "28:" + APP}])
            added["channelData"]["eventType"] = "channelMemberAdded"
            added["conversation"]["id"] = CHANNEL
            check("being added is taken", service.send(added)[0] in (200, 202))
            hello = service.activity("conversationUpdate", "29:ada", True, membersAdded=[{"id": "28:" + APP}])
            check("being installed is taken", service.send(hello)[0] in (200, 202))
            decide(service, register(service))
            outgoing(service)
            check("a token is asked for rightly, and once", Microsoft.tokens == [True], Microsoft.tokens)
            code, out, err = service.command("audit", "verify")
            check("every history holds", code == 0, (out, err))
        finally:
            service.process.terminate()
            service.process.wait(20)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
