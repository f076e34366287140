"""Reads YAML: a text in JSON in, what PyYAML (which pre-commit reads with) makes of it out."""

import json
import sys

import yaml

json.dump(yaml.safe_load(json.load(sys.stdin)), sys.stdout)
