"""A peer: the wizard step acknowledged by slack-bolt's async app on uvicorn with uvloop and httptools, two workers.

It verifies the signature, parses the submission, checks what was typed and answers with the next view. It stores nothing.
"""

import os
import sys

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from uvicorn.supervisors import Multiprocess


async def authorize(enterprise_id, team_id, user_id):
    """Known beforehand, so that no step asks Slack who it is."""
    return AuthorizeResult(
        enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-bench", bot_id="B0BENCH", bot_user_id="U0BOT"
    )


app = AsyncApp(signing_secret=os.environ.get("SLACK_SIGNING_SECRET", "none"), authorize=authorize)


def text(words):
    return {"type": "plain_text", "text": words}


def line(name, label, hint, typed):
    element = {"type": "plain_text_input", "action_id": name, "multiline": False, "max_length": 200}
    if typed.get(name):
        element["initial_value"] = typed[name]
    return {"type": "input", "block_id": name, "label": text(label), "hint": text(hint), "element": element}


def next_view(draft, step, typed):
    if step == "company":
        inputs = [
            line("contact_name", "Contact", "Who you talk to there", typed),
            line("contact_email", "Email", "At the company's own domain", typed),
            line("contact_role", "Role", "What they decide", typed),
        ]
    else:
        inputs = [
            line("problem", "Problem", "What the prospect wants solved", typed),
            line("solution_fit", "Fit", "Why this solves it", typed),
            line("services_needed", "Services", "What else is needed", typed),
        ]
    verdict = f"*{typed.get('company_name', '')}*\nFree as far as we know."
    back = {"type": "button", "action_id": "register.back", "value": draft, "text": text("Back")}
    return {
        "type": "modal",
        "callback_id": "register",
        "private_metadata": f"{draft}.{step}",
        "notify_on_close": True,
        "title": text("Register a lead"),
        "submit": text("Next"),
        "close": text("Cancel"),
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": verdict}}]
        + inputs
        + [{"type": "actions", "block_id": "back", "elements": [back]}],
    }


@app.view("register")
async def submitted(ack, view):
    typed, mistakes = {}, {}
    for block, actions in view["state"]["values"].items():
        for action in actions.values():
            value = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
            if not value.strip():
                mistakes[block] = "Please fill this in."
            typed[block] = value
    if mistakes:
        await ack(response_action="errors", errors=mistakes)
        return
    draft, _, step = view["private_metadata"].partition(".")
    await ack(response_action="update", view=next_view(draft, step, typed))


api = AsyncSlackRequestHandler(app, path="/slack/interactions")


def main():
    config = uvicorn.Config(
        "bolt_peer:api",
        host="127.0.0.1",
        port=0,
        workers=2,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        backlog=1024,
    )
    listener = config.bind_socket()
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.write(f"127.0.0.1:{listener.getsockname()[1]}\n")
    Multiprocess(config, sockets=[listener]).run()


if __name__ == "__main__":
    main()
