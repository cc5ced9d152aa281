"""Rows 36 and 39 to 41: names, addresses, proxies and certificates that lead elsewhere."""

import os
import subprocess
import threading
import time

import wire
from people import Person
from rows import row
from shims import Shim
from vendor import Vendor, tls_server
from world import World

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
NAME = "slack.faults.example"


def openssl(*words, **env):
    subprocess.run(["openssl", *words], check=True, capture_output=True, env={**os.environ, **env})


class Authority:
    """A certificate authority of our own, which a service in its own mounts trusts."""

    def __init__(self, folder):
        self.folder = folder
        self.key, self.certificate = f"{folder}/ca.key", f"{folder}/ca.pem"
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.key, "-out", self.certificate,
                "-subj", "/CN=Faults", "-days", "30")
        with open(BUNDLE) as system, open(self.certificate) as ours, open(f"{folder}/bundle.pem", "w") as bundle:
            bundle.write(system.read() + ours.read())

    def issue(self, host, signed_by=None, **env):
        """Certificate and key for a host."""
        stem = f"{self.folder}/{host}-{len(os.listdir(self.folder))}"
        with open(f"{stem}.ext", "w") as file:
            file.write(f"subjectAltName=DNS:{host}\n")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{stem}.key", "-out", f"{stem}.csr", "-subj", f"/CN={host}")
        key, authority = signed_by or (self.key, self.certificate)
        openssl("x509", "-req", "-in", f"{stem}.csr", "-CA", authority, "-CAkey", key, "-CAcreateserial",
                "-out", f"{stem}.pem", "-days", "2", "-extfile", f"{stem}.ext", **env)
        return f"{stem}.pem", f"{stem}.key"

    @property
    def trusted(self):
        """The words before a program that shall trust it."""
        script = f'mount --bind {self.folder}/bundle.pem {os.path.realpath(BUNDLE)} && exec "$@"'
        return ("unshare", "-m", "sh", "-c", script, "sh")


def scratch():
    import tempfile
    return tempfile.mkdtemp(prefix="faults-tls-")


def longest_answer(world, person, stop, found):
    while not stop.is_set():
        began = time.monotonic()
        status, body = person.ask("/slack/commands", wire.command("help", person.user, person.team, "C0SHARED0"))
        assert status == 200 and body
        found.append(time.monotonic() - began)
        time.sleep(0.02)


@row(36, "the name server hangs, knows no such name, names an inner address", needs=("mounts",))
def names_astray(long):
    authority = Authority(scratch())
    tls, lines = tls_server(*authority.issue(NAME)), []
    with World(tls=tls) as world:
        world.service.env["REGISTRAR_SLACK_API_URL"] = f"https://{NAME}:{world.vendor.port}/api/"
        shim = Shim("names", world.folder)
        world.open(before=authority.trusted, **shim.env)
        for mood, name in ((1, "hangs"), (2, "no such name"), (3, "inner address")):
            person, stop, answers = Person(world, mood, 4), threading.Event(), []
            number = person.register(f"mood{mood}.com")
            world.quiet()
            # A fresh process knows no name and keeps no connection.
            world.service.kill()
            shim[0], shim[1] = mood, 3000
            assert world.service.start(before=authority.trusted, **shim.env)
            watcher = threading.Thread(target=longest_answer, args=(world, Person(world, 9, 4), stop, answers))
            watcher.start()
            calls = len(world.vendor.calls)
            person.approve(number)
            time.sleep(8)
            arrived = len(world.vendor.calls) - calls
            assert arrived == 0, f"{name}: {arrived} calls"
            shim[0] = 0
            stop.set()
            watcher.join()
            world.quiet(60)
            if mood == 3:
                # An inner address is refused for good: an admin looks, and retries once the name is not remembered.
                time.sleep(61)
                world.service.tell("outbox", "retry")
            lines.append(f"{name}: others answered within {max(answers) * 1000:.0f} ms, {arrived} calls")
            assert max(answers) < 1, lines
        found = world.settle().insist()
    return "; ".join(lines) + f"; afterwards {found}"


@row(39, "response addresses that lead inside, elsewhere or astray")
def addresses_inside(long):
    trap = Vendor()
    forms = [
        f"http://127.0.0.1:{trap.port}/x", f"http://localhost:{trap.port}/x", f"http://127.1:{trap.port}/x",
        f"http://0x7f000001:{trap.port}/x", f"http://2130706433:{trap.port}/x", f"http://[::1]:{trap.port}/x",
        f"http://[::ffff:127.0.0.1]:{trap.port}/x", f"https://127.0.0.1:{trap.port}/x", "http://169.254.169.254/latest",
        f"https://hooks.slack.com@127.0.0.1:{trap.port}/x", f"https://hooks.slack.com:{trap.port}/x",
        f"http://hooks.slack.com.127.0.0.1.nip.io:{trap.port}/", "file:///etc/passwd", f"gopher://127.0.0.1:{trap.port}/",
        f"https://127.0.0.1:{trap.port}#hooks.slack.com", f"//127.0.0.1:{trap.port}/x", "https:/hooks.slack.com/x",
    ]
    with World() as world:
        world.open()
        person = Person(world, 0, 4)
        person.register("inside.com")
        identity = world.service.export()[0]["id"]
        for form in forms:
            fields = wire.click("review.approve", identity, person.user, person.team)
            import json
            payload = json.loads(fields["payload"])
            payload["response_url"] = form
            status, _ = person.ask("/slack/interactions", {"payload": json.dumps(payload)})
            assert status == 200, (form, status)
        world.quiet()
        assert world.service.export()[0]["status"] == "submitted", "a partner approved"
    assert trap.connections == 0, f"{trap.connections} connections to an inner address"
    return f"{len(forms)} forms, {trap.connections} connections"


@row(40, "proxy variables are set")
def proxy_variables(long):
    trap = Vendor()
    names = ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    with World() as world:
        world.open(**{name: f"http://127.0.0.1:{trap.port}" for name in names})
        person = Person(world, 0, 4)
        person.approve(person.register("proxied.com"))
        world.settle().insist()
    assert trap.connections == 0
    return f"{len(names)} variables, {trap.connections} connections to the proxy, all messages at the vendor"


@row(41, "certificates: expired, for another host, of a stranger, and an old TLS", needs=("mounts",))
def certificates(long):
    folder = scratch()
    authority = Authority(folder)
    stranger = scratch()
    strange = Authority(stranger)
    clock = Shim("clock", folder)
    clock[0] = -30 * 86_400_000
    cases = {
        "expired": tls_server(*authority.issue(NAME, **clock.env)),
        "another host": tls_server(*authority.issue("elsewhere.example")),
        "a stranger's": tls_server(*authority.issue(NAME, signed_by=(strange.key, strange.certificate))),
        "good": tls_server(*authority.issue(NAME)),
    }
    accepted = {}
    for name, tls in cases.items():
        with World(tls=tls) as world:
            world.service.env["REGISTRAR_SLACK_API_URL"] = f"https://{NAME}:{world.vendor.port}/api/"
            world.open(before=authority.trusted, **Shim("names", world.folder).env)
            person = Person(world, 0, 4)
            status, body = person.ask("/slack/commands", wire.command("tls.com", person.user, person.team, "C0SHARED0"))
            assert status == 200
            accepted[name] = len(world.vendor.calls)
            assert (body == b"") == (name == "good"), (name, body[:100])
    assert accepted.pop("good") > 0, "a good certificate is refused"
    assert not any(accepted.values()), accepted
    return f"{len(accepted)} kinds, 0 requests sent; a good one is taken"
