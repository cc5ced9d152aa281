"""Checks the chat manifests against the vendors' schemas and against what the product needs."""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

import teams

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MANIFEST = ROOT / "manifests" / "slack" / "manifest.json"
PROGRAM = ROOT / ".build" / "debug" / "registrar"
SCHEMA = json.loads((HERE / "slack-manifest-2.0.0.json").read_text())
ADDRESS = "https://registrar.example/"

# Any one of these scopes lets Slack send the event.
SCOPES_OF_EVENT = {
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "channel_id_changed": {"channels:read", "groups:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "tokens_revoked": set(),
}
SCOPES_OF_PRODUCT = {"commands", "chat:write", "im:write", "users:read", "team:read", "channels:read", "groups:read"}


def mistakes(manifest, address=ADDRESS, name="/register"):
    """Everything wrong with one Slack manifest, each as a sentence."""
    found = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in jsonschema.Draft7Validator(SCHEMA).iter_errors(manifest)]
    if found:
        return found
    settings, command = manifest["settings"], manifest["features"]["slash_commands"][0]
    scopes = manifest["oauth_config"]["scopes"]
    events = settings["event_subscriptions"]["bot_events"]
    addresses = {
        command["url"]: "slack/commands",
        settings["event_subscriptions"]["request_url"]: "slack/events",
        settings["interactivity"]["request_url"]: "slack/interactions",
        settings["interactivity"]["message_menu_options_url"]: "slack/options",
        manifest["oauth_config"]["redirect_urls"][0]: "slack/oauth/callback",
    }
    found += [f"{url} is not {address}{path}" for url, path in addresses.items() if url != address + path]
    expected = {
        "command": (command["command"], name),
        "should_escape": (command.get("should_escape"), True),
        "name": (manifest["display_information"]["name"], "Registrar"),
        "org_deploy_enabled": (settings["org_deploy_enabled"], True),
        "socket_mode_enabled": (settings["socket_mode_enabled"], False),
        "token_rotation_enabled": (settings["token_rotation_enabled"], False),
    }
    found += [f"{name} is {is_!r} and must be {must!r}" for name, (is_, must) in expected.items() if is_ != must]
    bot = set(scopes["bot"])
    found += [f"the scope {scope} is missing" for scope in sorted(SCOPES_OF_PRODUCT - bot)]
    found += [f"the optional scope {scope} is not asked for" for scope in sorted(set(scopes["bot_optional"]) - bot)]
    found += [f"the event {event} is not known to this check" for event in events if event not in SCOPES_OF_EVENT]
    found += [f"the event {event} is missing" for event in SCOPES_OF_EVENT if event not in events]
    found += [
        f"the event {event} needs one of {sorted(SCOPES_OF_EVENT[event])}"
        for event in events
        if SCOPES_OF_EVENT.get(event) and not SCOPES_OF_EVENT[event] & bot
    ]
    return found


def broken():
    """Manifests with one mistake each: the check must see every one."""
    good = json.loads(MANIFEST.read_text())

    def with_change(path, value):
        bad = copy.deepcopy(good)
        at = bad
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        return bad

    yield "a short long_description", with_change(["display_information", "long_description"], "short")
    yield "an unknown key", with_change(["colour"], "red")
    yield "another address", with_change(["features", "slash_commands", 0, "url"], "https://elsewhere.example/slack/commands")
    yield "no escaping", with_change(["features", "slash_commands", 0, "should_escape"], False)
    yield "token rotation", with_change(["settings", "token_rotation_enabled"], True)
    yield "no org deploy", with_change(["settings", "org_deploy_enabled"], False)
    yield "a scope too few", with_change(["oauth_config", "scopes", "bot"], ["commands"])
    yield "an optional scope alone", with_change(["oauth_config", "scopes", "bot_optional"], ["im:history"])
    yield "an event too few", with_change(["settings", "event_subscriptions", "bot_events"], ["app_mention"])


def printed():
    """Everything wrong with what the built program prints for an address and a command of its own."""
    address = "https://deals.vendor.example/"
    arguments = ["manifest", "slack", "--url", address, "--command", "/deal"]
    text = subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True, timeout=60).stdout
    found = mistakes(json.loads(text), address, "/deal")
    return found + (["it still says /register"] if "/register" in text else [])


def main():
    failures = [f"{MANIFEST.name}: {mistake}" for mistake in mistakes(json.loads(MANIFEST.read_text()))]
    failures += [f"registrar manifest slack: {mistake}" for mistake in printed()]
    samples = list(broken())
    failures += [f"not noticed: {name}" for name, manifest in samples if not mistakes(manifest)]
    of_teams, count = teams.failures(PROGRAM)
    failures += of_teams
    for failure in failures:
        print(f"manifests: {failure}", file=sys.stderr)
    print(f"manifests: {2 + len(samples) + count} manifests and cards checked, {len(failures)} failures")
    print(f"manifests: the largest card has {teams.largest()[0]} bytes: {teams.largest()[1]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
