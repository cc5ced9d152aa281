"""A Slack of our own: takes the service's calls, remembers them, and misbehaves on demand."""

import dataclasses
import itertools
import json
import re
import socket
import socketserver
import ssl
import threading
import time
import urllib.parse

CASE = re.compile(r"REG-[0-9A-HJKMNP-TV-Z]{8}")
stamps = itertools.count(1)


@dataclasses.dataclass(eq=False)
class Call:
    method: str
    body: dict
    token: str
    connection: int
    arrived: float
    answered: float | None = None
    outcome: str = "unanswered"
    # Whether people see what was asked, as at a vendor whose answer is lost.
    counts: bool = False

    @property
    def text(self):
        return json.dumps(self.body)

    @property
    def case(self):
        found = CASE.search(self.text)
        return found and found.group(0)

    @property
    def channel(self):
        return self.body.get("channel", "")


class Handler(socketserver.StreamRequestHandler):
    """One connection, kept alive. A behaviour is a function of handler and call; it returns whether to go on."""

    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        self.number = next(stamps)
        with self.server.vendor.lock:
            self.server.vendor.connections += 1

    def handle(self):
        try:
            while self.one():
                pass
        except (OSError, ValueError):
            pass

    def one(self):
        line = self.rfile.readline(65536).decode("latin-1")
        if not line.strip():
            return False
        headers = {}
        while (header := self.rfile.readline(65536).decode("latin-1").strip()):
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        raw = self.rfile.read(int(headers.get("content-length") or 0)).decode()
        path, _, query = line.split()[1].partition("?")
        body = json.loads(raw) if raw.startswith("{") else dict(urllib.parse.parse_qsl(raw or query))
        token = headers.get("authorization", "").removeprefix("Bearer ")
        call = Call(path.rsplit("/", 1)[-1], body, token, self.number, time.monotonic())
        vendor = self.server.vendor
        behaviour = vendor.take(call)
        try:
            return behaviour(self, call)
        finally:
            vendor.finish(call)

    def is_waited_for(self):
        """Whether the other side still listens: on a crowded machine it may have given up by now."""
        if isinstance(self.connection, ssl.SSLSocket):
            return True
        try:
            return self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def send(self, call, status, body, headers=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        head = [f"HTTP/1.1 {status} X", "content-type: application/json", f"content-length: {len(data)}", *headers]
        self.wfile.write("\r\n".join(head).encode() + b"\r\n\r\n" + data)
        self.wfile.flush()
        call.answered = time.monotonic()
        return True


def fine(handler, call):
    call.counts, call.outcome = True, "ok" if handler.is_waited_for() else "unheard"
    return handler.send(call, 200, reply(call))


def refuse(name):
    def behave(handler, call):
        call.outcome = name
        return handler.send(call, 200, {"ok": False, "error": name})
    return behave


def status(code, *headers):
    def behave(handler, call):
        call.outcome = str(code)
        return handler.send(call, code, {"ok": False, "error": "trouble"}, headers)
    return behave


def half(handler, call):
    """It counts, and the answer breaks off."""
    call.counts, call.outcome = True, "half"
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n" + json.dumps(reply(call)).encode()[:20])
    return False


def cut(handler, call):
    """It counts, and the connection closes without an answer."""
    call.counts, call.outcome = True, "cut"
    return False


def garbage(handler, call):
    call.counts, call.outcome = True, "garbage"
    return handler.send(call, 200, b"<html>It works!</html>")


def late(seconds, then=fine):
    def behave(handler, call):
        time.sleep(seconds)
        return then(handler, call)
    return behave


def silent(seconds):
    """Takes it and says nothing."""
    def behave(handler, call):
        call.counts, call.outcome = True, "silent"
        time.sleep(seconds)
        return False
    return behave


def endless(handler, call):
    """Says yes, and goes on for ever."""
    call.counts, call.outcome = True, "endless"
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"10000\r\n" + b" " * 65536 + b"\r\n")


def dripping(handler, call):
    call.counts, call.outcome = True, "dripping"
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n")
    while True:
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


def reply(call):
    answer = {"ok": True, "ts": f"{int(time.time())}.{next(stamps):06d}", "channel": call.body.get("channel", "D0DM")}
    if call.method == "chat.update":
        answer["ts"] = call.body.get("ts", answer["ts"])
    if call.method == "conversations.open":
        answer["channel"] = {"id": "D" + call.body.get("users", "")}
    if call.method == "users.info":
        answer["user"] = {"id": call.body.get("user"), "locale": "en-US"}
    if call.method == "views.open":
        answer["view"] = {"id": "V1", "hash": "1.a", **call.body.get("view", {})}
    return answer


class Vendor:
    """The server. `behave` is a function of a call that returns a behaviour, or nothing for a good answer."""

    def __init__(self, tls=None, port=0):
        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads, request_queue_size = True, True, 256

            def get_request(self):
                connection, address = super().get_request()
                if tls:
                    connection = tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                return connection, address

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", port), Handler)
        self.server.vendor = self
        self.port = self.server.server_address[1]
        self.lock = threading.Condition()
        self.calls, self.opened, self.connections = [], {}, 0
        self.behave = lambda call: None
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def take(self, call):
        with self.lock:
            self.calls.append(call)
        return self.behave(call) or fine

    def finish(self, call):
        with self.lock:
            if call.method == "views.open" and call.counts:
                self.opened[call.body.get("trigger_id")] = call.body["view"]
            self.lock.notify_all()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def until(self, look, seconds):
        """What `look` finds, as calls come in; nothing when the time is up."""
        deadline = time.monotonic() + seconds
        with self.lock:
            while not (found := look()) and (left := deadline - time.monotonic()) > 0:
                self.lock.wait(min(left, 1))
            return found

    def view(self, opener, seconds=3):
        return self.until(lambda: self.opened.get(opener), seconds)

    def seen(self, *methods):
        """What people see, by arrival."""
        with self.lock:
            return [call for call in self.calls if call.counts and call.method in methods]

    def card(self, number, seconds=20):
        """The reviewer's card of a case."""
        def look():
            for call in reversed(self.calls):
                if call.counts and call.case == number and "review.approve" in call.text:
                    return call
        return self.until(look, seconds)


def tls_server(certificate, key, version=ssl.TLSVersion.TLSv1_2):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = version
    context.load_cert_chain(certificate, key)
    return context
