"""Answers each JSON line with what it was asked."""
import json
import sys

for line in sys.stdin:
    request = json.loads(line)
    sys.stdout.write(json.dumps({"id": request["id"], "output": request["input"]}) + "\n")
    sys.stdout.flush()
