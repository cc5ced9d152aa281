"""Microsoft's side for whoever follows the quick start with Teams: the independent client of Tests/contract with the page's ids."""

import http.server
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))

import teams as client

# As the page names them.
client.APP, client.SECRET = "11111111-2222-3333-4444-555555555555", "x8Q~the-value-of-the-client-secret"
client.VENDOR, client.PARTNER = "66666666-7777-8888-9999-000000000000", "99999999-2222-3333-4444-555555555555"
client.PEOPLE["29:ada"]["tenantId"], client.PEOPLE["29:pia"]["tenantId"] = client.VENDOR, client.PARTNER


class Microsoft:
    """Keys, tokens and the connector, and whoever writes to the bot."""

    def __init__(self, env):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), client.Microsoft)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self.server.server_port}"
        client.Microsoft.base = "http://" + self.host
        env |= {
            "REGISTRAR_TEAMS_OPENID_URL": f"http://{self.host}/openid", "REGISTRAR_TEAMS_LOGIN_URL": f"http://{self.host}/",
            "REGISTRAR_TEAMS_SERVICE_HOSTS": self.host,
        }

    def registered(self, sandbox, page):
        """What the page promises: the app is added, a partner registers, the case is listed, and Ada has a card and decides."""
        package = sandbox.checkout / "registrar-teams.zip"
        if not package.exists() or package.read_bytes()[:2] != b"PK":
            return [f"{page}: the package is not where the page says"]
        service = object.__new__(client.Service)
        service.host, service.env = self.host, sandbox.service["env"]
        service.base = f"http://127.0.0.1:{sandbox.service['port']}"
        for personal in (False, True):
            added = service.activity("conversationUpdate", "29:ada", personal, membersAdded=[{"id": "28:" + client.APP}])
            if not personal:
                added["channelData"]["eventType"], added["conversation"]["id"] = "channelMemberAdded", client.CHANNEL
            service.send(added)
        try:
            case = client.register(service)
            sandbox.timed(page)
            client.decide(service, case)
        except (AttributeError, KeyError, IndexError, TypeError, StopIteration) as trouble:
            return [f"{page}: followed to the letter, and then nobody got through: {trouble!r}"]
        if client.failed:
            return [f"{page}: {client.failed} of {client.failed + client.passed} checks of the client fail"]
        listed = sandbox.type("docker compose exec registrar registrar list").stdout
        return [] if case in listed and "approved" in listed else [f"{page}: {case} is not listed as approved: {listed[-300:]}"]

    def close(self):
        self.server.shutdown()
