"""Answers what Avro's library for Python, which Karapace asks, says of pairs of schemas: a line of JSON each."""

import json
import sys

import avro.errors
import avro.schema
from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType


def answer(question):
    try:
        reader, writer = (avro.schema.parse(json.dumps(question[side])) for side in ("reader", "writer"))
    except avro.errors.AvroException as error:
        return {"refused": str(error)}
    try:
        found = ReaderWriterCompatibilityChecker().get_compatibility(reader, writer)
    except avro.errors.AvroRuntimeException as error:
        return {"failed": str(error)}
    return {"compatible": found.compatibility is SchemaCompatibilityType.compatible}


for line in sys.stdin.buffer:
    print(json.dumps(answer(json.loads(line))), flush=True)
