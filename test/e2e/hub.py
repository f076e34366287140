"""A Hub of this machine, for what is uploaded: it keeps the files of one commit, and tells of what it was asked.

    python hub.py FOLDER COMMAND...

runs COMMAND with HF_ENDPOINT set to it; the files lie in FOLDER then, and a line of JSON says who asked for what.
"""

import base64
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[1])
asked = []


class Hub(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked.append({"path": self.path, "token": self.headers.get("Authorization", "")})
        if self.path == "/api/repos/create":
            told = json.loads(body)
            asked[-1] |= {"told": told}
            self.answer({"url": f"http://{self.headers['Host']}/me/{told['name']}"})
        elif "/preupload/" in self.path:
            files = json.loads(body)["files"]
            self.answer(
                {"files": [{**file, "uploadMode": "regular", "shouldIgnore": False} for file in files]}
            )
        elif "/commit/" in self.path:
            for line in map(json.loads, body.splitlines()):
                if line["key"] == "file":
                    path = FOLDER / line["value"]["path"]
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(base64.b64decode(line["value"]["content"]))
            url = f"http://{self.headers['Host']}/me/birds/commit/1"
            self.answer(
                {"success": True, "commitOid": "1", "commitUrl": url, "hookOutput": "", "pullRequestUrl": ""}
            )
        else:
            self.answer({"errors": [], "warnings": []})

    def do_GET(self):
        asked.append({"path": self.path})
        self.answer({"sha": "0" * 40, "id": "me/birds", "siblings": []})

    def answer(self, what):
        text = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}"
    env = os.environ | {
        "HF_ENDPOINT": place,
        "HF_HUB_OFFLINE": "0",
        "NO_PROXY": "*",
        "HF_HUB_DISABLE_XET": "1",
    }
    code = subprocess.run(sys.argv[2:], env=env, check=False).returncode
    print(json.dumps(asked))
    sys.exit(code)


if __name__ == "__main__":
    main()
