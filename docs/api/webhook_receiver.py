"""A receiver of webhooks: Python's standard library, and nothing else."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
OLDEST = 300  # seconds
SEEN: set[str] = set()  # in a real program: a table


def is_ours(headers, body: bytes) -> bool:
    message, moment = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(moment)) > OLDEST:
        return False
    signed = hmac.new(SECRET, f"{message}.{moment}.".encode() + body, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(signed).decode()
    return any(hmac.compare_digest(wanted, given) for given in headers["webhook-signature"].split())


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not is_ours(self.headers, body):
            self.send_error(401)
            return
        if self.headers["webhook-id"] not in SEEN:  # the same message may come twice
            SEEN.add(self.headers["webhook-id"])
            sys.stdout.write(f"{json.loads(body)}\n")
            sys.stdout.flush()
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
