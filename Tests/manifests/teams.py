"""Checks the Teams app's package and the cards of the product against Microsoft's schemas and against what the product needs."""

import io
import json
import pathlib
import re
import struct
import subprocess
import tempfile
import zipfile

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
MANIFESTS = HERE.parent.parent / "manifests" / "teams"
MANIFEST_SCHEMA = json.loads((HERE / "teams-manifest-1.30.json").read_text())
CARD_SCHEMA = json.loads((HERE / "adaptive-card-1.5.json").read_text())
CARDS = HERE / "teams-cards.jsonl"
LONGEST_CARD_BYTES = 20_000
APP = "11111111-2222-3333-4444-555555555555"
COMMANDS = {
    "register", "check", "status", "meeting", "withdraw", "appeal", "extend", "deal", "rules", "help", "queue", "review",
}
CHECK_MANIFEST = jsonschema.validators.validator_for(MANIFEST_SCHEMA)(MANIFEST_SCHEMA)
CHECK_CARD = jsonschema.Draft6Validator(CARD_SCHEMA)


def mistakes(manifest, base, app):
    """Everything wrong with one app manifest, each as a sentence."""
    found = [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in CHECK_MANIFEST.iter_errors(manifest)]
    if found:
        return found
    bot = manifest["bots"][0]
    rights = {right["name"] for right in manifest["authorization"]["permissions"]["resourceSpecific"]}
    lists = {scope: entry for entry in bot["commandLists"] for scope in entry["scopes"]}
    expected = {
        "botId": (bot["botId"], app),
        "id": (manifest["id"], app),
        "webApplicationInfo": (manifest["webApplicationInfo"]["id"], app),
        "scopes": (set(bot["scopes"]), {"personal", "team", "groupChat"}),
        "supportsTargetedMessages": (bot.get("supportsTargetedMessages"), True),
        "isNotificationOnly": (bot.get("isNotificationOnly", False), False),
        "supportsChannelFeatures": (manifest.get("supportsChannelFeatures"), "tier1"),
        "rights": (rights, {"ChannelMember.Read.Group"}),
        "triggers": (set(lists["team"].get("triggers", [])), {"slash", "mention"}),
        "domain": (manifest["validDomains"], [base.removeprefix("https://")]),
        "website": (manifest["developer"]["websiteUrl"], base),
    }
    found += [f"{name} is {is_!r} and must be {must!r}" for name, (is_, must) in expected.items() if is_ != must]
    for scope, entry in lists.items():
        titles = {command["title"] for command in entry["commands"]}
        found += [f"the command {title} is missing for {scope}" for title in sorted(COMMANDS - titles)]
    return found


def translation_mistakes(manifest, words):
    """A translation names what is there, and no command: the words are the same in every language."""
    for path in words:
        if path.startswith("$"):
            continue
        at = manifest
        for step in re.findall(r"[A-Za-z]+|\d+", path):
            at = at[int(step) if step.isdigit() else step] if at is not None else None
        if not isinstance(at, str):
            yield f"{path} is not in the manifest"
        if path.endswith(".title"):
            yield f"{path}: a command has one name"
    for index, entry in enumerate(manifest["bots"][0]["commandLists"]):
        for place in range(len(entry["commands"])):
            if f"bots[0].commandLists[{index}].commands[{place}].description" not in words:
                yield f"command {place} of list {index} has no translation"


def icon_mistakes(name, data, size):
    if data[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack(">II", data[16:24]) != (size, size):
        yield f"{name} is no PNG of {size} pixels"


def package_mistakes(data, base, app):
    """Everything wrong with a zip as it is uploaded."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.testzip() is not None:
            return ["a file of the package is broken"]
        files = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(files["manifest.json"])
    found = mistakes(manifest, base, app)
    found += [f"{name} is not to be there" for name in files if name not in {"manifest.json", "de.json", "color.png", "outline.png"}]
    found += translation_mistakes(manifest, json.loads(files["de.json"]))
    found += icon_mistakes("color.png", files["color.png"], 192)
    return found + list(icon_mistakes("outline.png", files["outline.png"], 32))


def printed(program):
    """Everything wrong with what the built program makes for an address and an app of its own."""
    base = "https://deals.vendor.example"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "app.zip"
        arguments = ["manifest", "teams", "--url", base + "/", "--app-id", APP, "--out", str(out)]
        text = subprocess.run([program, *arguments], check=True, capture_output=True, text=True, timeout=60).stdout
        data = out.read_bytes()
    found = package_mistakes(data, base, APP)
    found += [] if f"{base}/teams/messages" in text else ["the messaging endpoint is not said"]
    return found + (["it still says registrar.example"] if b"registrar.example" in data else [])


def card_mistakes(line):
    """Everything wrong with one card, given as a line with its name."""
    kept = json.loads(line)
    size = len(json.dumps(kept["card"], ensure_ascii=False, separators=(",", ":")).encode())
    found = [f"has {size} bytes"] if size > LONGEST_CARD_BYTES else []
    found += [f"{'/'.join(map(str, e.path))}: {e.message[:120]}" for e in CHECK_CARD.iter_errors(kept["card"])]
    found += [] if kept["card"].get("version") == "1.5" else ["is not of version 1.5"]
    return [f"card {kept['name']}: {mistake}" for mistake in found]


def largest():
    """The name and size of the largest card."""
    cards = [json.loads(line) for line in CARDS.read_text().splitlines()]
    sizes = [(len(json.dumps(card["card"], ensure_ascii=False, separators=(",", ":")).encode()), card["name"]) for card in cards]
    return max(sizes)


def broken():
    """Samples with one mistake each: a check must see every one."""
    good = json.loads((MANIFESTS / "manifest.json").read_text())
    base, app = "https://registrar.example", good["id"]

    def seen(change):
        bad = json.loads(json.dumps(good))
        change(bad)
        return bool(mistakes(bad, base, app))

    yield "no targeted messages", seen(lambda m: m["bots"][0].pop("supportsTargetedMessages"))
    yield "no channel features", seen(lambda m: m.pop("supportsChannelFeatures"))
    yield "an unknown key", seen(lambda m: m.update(colour="red"))
    yield "another bot", seen(lambda m: m["bots"][0].update(botId=APP))
    yield "no slash", seen(lambda m: m["bots"][0]["commandLists"][0].pop("triggers"))
    yield "a command too few", seen(lambda m: m["bots"][0]["commandLists"][1]["commands"].pop())
    yield "a right too many", seen(
        lambda m: m["authorization"]["permissions"]["resourceSpecific"].append(
            {"name": "ChannelMessage.Read.Group", "type": "Application"}
        )
    )
    yield "a short name too long", seen(lambda m: m["name"].update(short="x" * 31))
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "a"}]}

    def drawn(**changes):
        return bool(card_mistakes(json.dumps({"name": "sample", "card": {**card, **changes}})))

    yield "a card that is right", not drawn()
    yield "a card of another version", drawn(version="1.6")
    yield "an unknown element", drawn(body=[{"type": "CodeBlock", "text": "a"}])
    yield "an input without id", drawn(body=[{"type": "Input.Text", "label": "a"}])
    yield "a card too large", drawn(body=[{"type": "TextBlock", "text": "a" * 20_000}])


def failures(program):
    """What is wrong, and how much was looked at."""
    good = json.loads((MANIFESTS / "manifest.json").read_text())
    found = [f"manifest.json: {mistake}" for mistake in mistakes(good, "https://registrar.example", good["id"])]
    found += [f"registrar manifest teams: {mistake}" for mistake in printed(program)]
    lines = CARDS.read_text().splitlines()
    found += [mistake for line in lines for mistake in card_mistakes(line)]
    found += ["there are no cards"] if len(lines) < 30 else []
    samples = list(broken())
    found += [f"not noticed: {name}" for name, is_seen in samples if not is_seen]
    return found, 2 + len(lines) + len(samples)
