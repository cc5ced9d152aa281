"""Slack's side of the wire: what it posts, signed as it signs, knowing only the documentation."""

import hashlib
import hmac
import http.client
import itertools
import json
import time
import urllib.parse

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
VENDOR_TEAM = "T0VENDOR"
counter = itertools.count(1)


class Lost(Exception):
    """No answer came: what was asked may or may not have been done."""


class NotTaken(Exception):
    """Nothing was asked: nobody listened."""


def trigger():
    return f"{next(counter)}.{time.time_ns()}.abc"


def signed(body, secret=SECRET, at=None, kind="application/x-www-form-urlencoded"):
    stamp = str(int(at or time.time()))
    mac = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=" + mac}


def post(port, path, body, headers, seconds=10):
    """Status, body and headers; raises `Lost` or `NotTaken`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.connect()
    except OSError as error:
        raise NotTaken(str(error)) from error
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    except (OSError, http.client.HTTPException) as error:
        raise Lost(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def form(port, path, fields, seconds=10, **how):
    body = urllib.parse.urlencode(fields).encode()
    status, answer, _ = post(port, path, body, signed(body, **how), seconds)
    return status, answer


def event(port, envelope, seconds=10):
    body = json.dumps(envelope).encode()
    status, answer, _ = post(port, "/slack/events", body, signed(body, kind="application/json"), seconds)
    return status, answer


def get(port, path, seconds=10):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Lost(str(error)) from error
    finally:
        connection.close()


def command(text, user, team, channel, opener=None):
    return {
        "token": "x", "team_id": team, "team_domain": "p", "channel_id": channel, "channel_name": "shared",
        "user_id": user, "user_name": "somebody", "command": "/register", "text": text, "api_app_id": "A1",
        "response_url": "https://hooks.slack.com/commands/x", "trigger_id": opener or trigger(),
        "is_enterprise_install": "false",
    }


def filled(block, values):
    """A block's state when somebody filled it in."""
    name, kind = block["block_id"], block["element"]["type"]
    value = values.get(name)
    if kind in ("static_select", "radio_buttons"):
        return {"type": kind, "selected_option": {"value": value} if value else None}
    if kind in ("checkboxes", "multi_static_select"):
        return {"type": kind, "selected_options": [{"value": value}] if value else []}
    return {"type": kind, "value": value}


def submission(view, values, user, team):
    state = {
        block["block_id"]: {block["element"]["action_id"]: filled(block, values)}
        for block in view["blocks"] if block["type"] == "input"
    }
    number = next(counter)
    return {"payload": json.dumps({
        "type": "view_submission", "team": {"id": team, "domain": "p"}, "user": {"id": user, "team_id": team},
        "api_app_id": "A1", "trigger_id": trigger(),
        "view": {
            "id": f"V{number}", "team_id": team, "callback_id": view["callback_id"], "hash": f"{number}.a",
            "private_metadata": view.get("private_metadata", ""), "state": {"values": state},
            "blocks": view["blocks"], "app_installed_team_id": team, "type": "modal",
        },
    })}


def click(action, value, user, team, channel="D0DM", opener=None):
    return {"payload": json.dumps({
        "type": "block_actions", "team": {"id": VENDOR_TEAM, "domain": "v"}, "user": {"id": user, "team_id": team},
        "api_app_id": "A1", "trigger_id": opener or trigger(), "channel": {"id": channel},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel},
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1.2"}],
    })}


def mention(text, user, team, channel, event_id, stamp):
    """Said in a channel that the vendor's workspace shares."""
    return {
        "token": "x", "team_id": VENDOR_TEAM, "api_app_id": "A1", "type": "event_callback", "event_id": event_id,
        "event_time": int(float(stamp)),
        "authorizations": [{"team_id": VENDOR_TEAM, "user_id": "U0BOT", "is_bot": True, "enterprise_id": None}],
        "event": {
            "type": "app_mention", "user": user, "text": f"<@U0BOT> {text}", "ts": stamp, "event_ts": stamp,
            "channel": channel, "team": team, "user_team": team, "source_team": team,
        },
    }
