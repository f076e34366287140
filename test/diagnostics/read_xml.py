"""Reads XML documents: a list of texts in, a list of trees out."""

import json
import sys
import xml.etree.ElementTree as tree


def plain(element):
    return {
        "tag": element.tag,
        "attributes": element.attrib,
        "text": element.text or "",
        "children": [plain(child) for child in element],
    }


json.dump([plain(tree.fromstring(text.encode("utf-8"))) for text in json.load(sys.stdin)], sys.stdout)
