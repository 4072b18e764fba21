"""A subscriber with python-socketio that follows the fleet's summary, written from docs/protocol.md alone.

    pip install "python-socketio[client]"
    FLEETCAST_TOKEN=... python subscriber.py http://127.0.0.1:8050

The token, where one is needed, comes from the environment: other users can read a command line.
"""

import os
import random
import sys
import time

import socketio

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8050"
token = os.environ.get("FLEETCAST_TOKEN")
auth = {"protocol": 1, **({"token": token} if token else {})}

# Reconnecting is done below: after a random wait, and after an orderly shutdown of the server too.
client = socketio.Client(reconnection=False)
held = None  # {"epoch", "seq", "state"}
joining = False


def merge(state, patch):
    """JSON Merge Patch, RFC 7396: null takes a key away."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(state) if isinstance(state, dict) else {}
    for key, change in patch.items():
        if change is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged.get(key), change)
    return merged


def apply(patch):
    global held
    if held is None or (held["epoch"], held["seq"]) != (patch["epoch"], patch["since"]):
        return join()  # a gap: never guess, join again
    held = {
        "epoch": patch["epoch"],
        "seq": patch["seq"],
        "state": merge(held["state"], patch["patch"]),
    }


def join():
    global joining
    if joining:
        return
    joining = True
    message = {"topics": ["summary"]}
    if held:
        message["since"] = {"summary": {"epoch": held["epoch"], "seq": held["seq"]}}
    client.emit("join", message, callback=joined)


def joined(answer):
    global joining
    joining = False
    if not answer["ok"]:
        print("refused:", answer["problem"]["kind"], answer["problem"]["detail"], file=sys.stderr)
        return
    grant = answer["value"]["topics"]["summary"]
    if grant["via"] == "patch":
        apply(grant["patch"])
    show(f"joined: daemon {answer['value']['daemon']['state']}, {grant['via']}")


def show(what):
    print(what, held["state"]["counts"] if held else None, flush=True)


@client.event
def connect():
    global joining
    joining = False
    join()


@client.event
def connect_error(problem):
    print("no connection:", problem, file=sys.stderr)


@client.event
def snapshot(message):
    global held
    held = {key: message[key] for key in ("epoch", "seq", "state")}


@client.event
def tick(message):
    # While a join is under way its answer settles everything; until then patches may not fit.
    if not joining:
        for patch in message["patches"]:
            apply(patch)
    show(f"tick {message['tick']}, data {message.get('age')} ms old:")


@client.event
def daemon(health):
    print("daemon", health["state"], "stale" if health["stale"] else "in date", flush=True)


failures = 0
try:
    while True:
        try:
            client.connect(url, auth=auth, transports=["websocket"])
            failures = 0
            client.wait()
        except socketio.exceptions.ConnectionError:
            failures += 1
        # Full jitter up to a cap that doubles: all who lost the server together must not come back together.
        time.sleep(random.uniform(0.5, min(20, 2**failures)))
except KeyboardInterrupt:
    client.disconnect()
