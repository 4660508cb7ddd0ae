"""fastavro as a peer of our codec: answers each line of JSON on stdin with one on stdout.

{"op": "code", "schema", "value", "bytes"} writes the value, given in our shape, and reads our bytes (base64) back into our shape.
{"op": "resolve", "reader", "writer", "bytes", "value"} reads the writer's bytes as the reader; "value" is what we make of them.

What fastavro has types of its own for (datetime, Decimal, UUID) goes through those. It knows no nanoseconds, no big-decimal, no
duration and no uuid on a fixed: there it is given and asked for the raw value. All conversions here are made from the specification
alone, by nothing of our code.
"""

import base64
import datetime
import decimal
import io
import json
import struct
import sys
import uuid

import fastavro
from fastavro.schema import parse_schema

EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.timezone.utc
NAMED = ("record", "error", "enum", "fixed")
EXACT = decimal.Context(prec=100)
SAFE = 2**53 - 1


class Types:
    """A parsed schema with its named types."""

    def __init__(self, schema):
        self.names = {}
        # Defaults are not checked, because `marked` puts other things in their place.
        self.root = parse_schema(schema, self.names, _ignore_default_error=True)

    def of(self, schema):
        return self.names[schema] if isinstance(schema, str) and schema in self.names else schema


def kind_of(schema):
    if isinstance(schema, list):
        return "union"
    return schema if isinstance(schema, str) else schema["type"]


def branch_name(schema):
    kind = kind_of(schema)
    return schema["name"] if kind in NAMED else kind


def logical_of(schema):
    return schema.get("logicalType") if isinstance(schema, dict) else None


def is_number(schema):
    """Whether a long is held as a number."""
    return isinstance(schema, dict) and schema.get("maximum", SAFE + 1) <= SAFE


def options_of(schema):
    return [branch for branch in schema if kind_of(branch) != "null"]


# From our shape to fastavro's.


def theirs(types, schema, value):
    schema = types.of(schema)
    kind = kind_of(schema)
    logical = logical_of(schema)
    if kind == "union":
        if value is None:
            return None
        options = options_of(schema)
        if len(options) == 1:
            return (branch_name(options[0]), theirs(types, options[0], value))
        [(name, content)] = value.items()
        branch = next(option for option in options if branch_name(option) == name)
        return (name, theirs(types, branch, content))
    if kind in ("record", "error"):
        return {field["name"]: theirs(types, field["type"], value[field["name"]]) for field in schema["fields"]}
    if kind == "array":
        return [theirs(types, schema["items"], item) for item in value]
    if kind == "map":
        return {key: theirs(types, schema["values"], content) for key, content in value.items()}
    if logical == "decimal":
        return decimal_theirs(schema, decimal.Decimal(value))
    if logical == "big-decimal":
        sign, digits, exponent = decimal.Decimal(value).as_tuple()
        unscaled = int("".join(map(str, digits))) * (-1 if sign else 1)
        return varint_bytes(two_complement(unscaled)) + zigzag(-exponent)
    if logical == "uuid":
        return uuid.UUID(value).bytes if kind == "fixed" else uuid.UUID(value)
    if logical == "duration":
        months, rest = value[1:].split("M", 1)
        days, rest = rest.split("DT", 1)
        return struct.pack("<III", int(months), int(days), int(rest[:-1].replace(".", "")))
    if logical == "date":
        return datetime.date.fromisoformat(value)
    if logical in ("time-millis", "time-micros"):
        return datetime.time.fromisoformat(value)
    if logical is not None and logical.endswith("nanos"):
        seconds = (datetime.datetime.fromisoformat(value[:19]) - EPOCH) // datetime.timedelta(seconds=1)
        return seconds * 10**9 + int(value[20:29])
    if logical is not None:
        moment = datetime.datetime.fromisoformat(value.replace("Z", ""))
        return moment if logical.startswith("local") else moment.replace(tzinfo=UTC)
    if kind in ("bytes", "fixed"):
        return base64.b64decode(value, validate=True)
    if kind == "long":
        return int(value)
    return float(value) if kind in ("float", "double") else value


def decimal_theirs(schema, value):
    unscaled = int(value.scaleb(schema.get("scale", 0), EXACT))
    # fastavro writes -128, -32768 and so on with one byte more than they need.
    if kind_of(schema) == "bytes" and unscaled < 0 and len(two_complement(unscaled)) * 8 - 1 == (-unscaled - 1).bit_length():
        return two_complement(unscaled)
    return value


def two_complement(value):
    size = 1
    while not -(1 << (8 * size - 1)) <= value < 1 << (8 * size - 1):
        size += 1
    return value.to_bytes(size, "big", signed=True)


def zigzag(value):
    value = (value << 1) ^ (value >> 63)
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def varint_bytes(content):
    return zigzag(len(content)) + content


# And back.


class KnownDifference(Exception):
    pass


def ours(types, schema, value, hint):
    """`hint` is our own reading: only it tells branches apart that Python holds alike, such as int and long."""
    if isinstance(value, Default):
        return default_ours(types, schema, value.json)
    schema = types.of(schema)
    kind = kind_of(schema)
    logical = logical_of(schema)
    if kind == "union":
        if value is None:
            return None
        options = options_of(schema)
        branch, content = branch_read(types, options, value, hint)
        if len(options) == 1:
            return ours(types, branch, content, hint)
        name = branch_name(branch)
        return {name: ours(types, branch, content, hint.get(name) if isinstance(hint, dict) else None)}
    if isinstance(value, tuple):
        # From a union of the writer's, whose branch is named also where the reader has none.
        value = value[1]
    if kind in ("record", "error"):
        known = hint if isinstance(hint, dict) else {}
        return {field["name"]: ours(types, field["type"], value[field["name"]], known.get(field["name"])) for field in schema["fields"]}
    if kind == "array":
        known = hint if isinstance(hint, list) and len(hint) == len(value) else [None] * len(value)
        return [ours(types, schema["items"], item, known[index]) for index, item in enumerate(value)]
    if kind == "map":
        known = hint if isinstance(hint, dict) else {}
        return {key: ours(types, schema["values"], content, known.get(key)) for key, content in value.items()}
    if not fits(schema, value):
        raise KnownDifference("fastavro goes by the logical type of the writer, and does not promote then")
    if logical == "decimal":
        return format(value, "f")
    if logical == "big-decimal":
        stream = io.BytesIO(value)
        unscaled = int.from_bytes(stream.read(read_zigzag(stream)), "big", signed=True)
        return format(decimal.Decimal(unscaled).scaleb(-read_zigzag(stream), EXACT), "f")
    if logical == "uuid":
        return str(uuid.UUID(bytes=value)) if kind == "fixed" else str(value)
    if logical == "duration":
        months, days, millis = struct.unpack("<III", value)
        return "P%dM%dDT%d.%03dS" % (months, days, millis // 1000, millis % 1000)
    if logical == "date":
        return value.isoformat()
    if logical is not None and logical.endswith("nanos"):
        seconds, fraction = divmod(value, 10**9)
        zone = "" if logical.startswith("local") else "Z"
        return "%s.%09d%s" % ((EPOCH + datetime.timedelta(seconds=seconds)).isoformat(timespec="seconds"), fraction, zone)
    if logical is not None:
        return value.isoformat(timespec="microseconds" if logical.endswith("micros") else "milliseconds").replace("+00:00", "Z")
    if kind in ("bytes", "fixed"):
        return base64.b64encode(value).decode()
    if kind == "long":
        return value if is_number(schema) else str(value)
    if kind == "float":
        # Promoted to a float of 32 bits, which Python does not have.
        return struct.unpack("<f", struct.pack("<f", value))[0]
    return float(value) if kind == "double" else value


def read_zigzag(stream):
    value = shift = 0
    while True:
        [byte] = stream.read(1)
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return (value >> 1) ^ -(value & 1)


def branch_read(types, options, value, hint):
    if isinstance(value, tuple):
        name, content = value
        return next(option for option in options if branch_name(types.of(option)) == name), content
    possible = [option for option in options if fits(types.of(option), value)]
    if not possible:
        raise KnownDifference("fastavro goes by the logical type of the writer, and does not promote then")
    hinted = [option for option in possible if isinstance(hint, dict) and branch_name(types.of(option)) in hint]
    return (hinted or possible)[0], value


HELD_AS = {
    "boolean": bool,
    "int": int,
    "long": int,
    "float": float,
    "double": float,
    "string": str,
    "bytes": bytes,
    "fixed": bytes,
    "enum": str,
    "array": list,
    "map": dict,
    "null": type(None),
}

LOGICAL_HELD_AS = {
    ("bytes", "decimal"): decimal.Decimal,
    ("fixed", "decimal"): decimal.Decimal,
    ("string", "uuid"): uuid.UUID,
    ("int", "date"): datetime.date,
    ("int", "time-millis"): datetime.time,
    ("long", "time-micros"): datetime.time,
    ("long", "timestamp-millis"): datetime.datetime,
    ("long", "timestamp-micros"): datetime.datetime,
    ("long", "local-timestamp-millis"): datetime.datetime,
    ("long", "local-timestamp-micros"): datetime.datetime,
}


def fits(schema, value):
    kind = kind_of(schema)
    if kind in ("record", "error"):
        return isinstance(value, dict) and {field["name"] for field in schema["fields"]} == set(value)
    return type(value) is LOGICAL_HELD_AS.get((kind, logical_of(schema)), HELD_AS[kind])


# Defaults, which fastavro hands over as the schema has them: in Avro's own JSON.


class Default:
    def __init__(self, json):
        self.json = json


def marked(schema):
    """The schema with each field's default in a wrapper, so that a value which comes from there is known."""
    if isinstance(schema, list):
        return [marked(branch) for branch in schema]
    if isinstance(schema, str):
        return schema
    changed = dict(schema)
    for inner in ("items", "values"):
        if inner in schema:
            changed[inner] = marked(schema[inner])
    if "fields" in schema:
        changed["fields"] = [marked_field(field) for field in schema["fields"]]
    return changed


def marked_field(field):
    changed = {**field, "type": marked(field["type"])}
    return {**changed, "default": Default(field["default"])} if "default" in field else changed


def default_ours(types, schema, given):
    schema = types.of(schema)
    kind = kind_of(schema)
    if kind == "union":
        branch = next(option for option in schema if default_fits(types, option, given))
        content = default_ours(types, branch, given)
        return content if kind_of(branch) == "null" or len(options_of(schema)) == 1 else {branch_name(types.of(branch)): content}
    if kind in ("record", "error"):
        return {field["name"]: default_ours(types, field["type"], default_of_field(field, given)) for field in schema["fields"]}
    if kind == "array":
        return [default_ours(types, schema["items"], item) for item in given]
    if kind == "map":
        return {key: default_ours(types, schema["values"], content) for key, content in given.items()}
    if kind in ("null", "boolean", "enum") or kind == "string" and logical_of(schema) is None:
        return given
    # The raw value is what would have been written, so it is written, and read as any other.
    raw = given.encode("latin-1") if kind in ("bytes", "fixed") else given
    out = io.BytesIO()
    bare = {key: part for key, part in schema.items() if key != "logicalType"} if isinstance(schema, dict) else schema
    fastavro.schemaless_writer(out, parse_schema(bare), raw)
    out.seek(0)
    return ours(types, schema, fastavro.schemaless_reader(out, parse_schema(schema), None), None)


def default_of_field(field, given):
    if field["name"] in given:
        return given[field["name"]]
    default = field["default"]
    return default.json if isinstance(default, Default) else default


def default_fits(types, schema, given):
    schema = types.of(schema)
    kind = kind_of(schema)
    if kind == "null":
        return given is None
    if kind == "boolean":
        return isinstance(given, bool)
    if kind in ("int", "long"):
        return isinstance(given, int) and not isinstance(given, bool)
    if kind in ("float", "double"):
        return isinstance(given, (int, float)) and not isinstance(given, bool)
    if kind in ("array", "map", "record", "error"):
        return isinstance(given, list if kind == "array" else dict)
    if kind == "enum":
        return given in schema["symbols"]
    if kind == "fixed":
        return isinstance(given, str) and len(given) == schema["size"]
    return isinstance(given, str)


# The questions.


def code(question):
    types = Types(question["schema"])
    out = io.BytesIO()
    # Parsed anew, because a parsed type without a namespace, parsed again, takes the one around it.
    fastavro.schemaless_writer(out, question["schema"], theirs(types, types.root, question["value"]))
    stream = io.BytesIO(base64.b64decode(question["bytes"]))
    value = fastavro.schemaless_reader(stream, question["schema"], None, return_named_type=True)
    if stream.read():
        raise ValueError("bytes are left over")
    return {"bytes": base64.b64encode(out.getvalue()).decode(), "value": ours(types, types.root, value, question["value"])}


def resolve(question):
    reader = Types(marked(question["reader"]))

    stream = io.BytesIO(base64.b64decode(question["bytes"]))
    try:
        value = fastavro.schemaless_reader(stream, question["writer"], reader.root, return_named_type=True)
    except TypeError as error:
        raise KnownDifference("fastavro cannot name a branch that one side defines there and the other refers to: %s" % error)
    return {"value": ours(reader, reader.root, value, question.get("value"))}


for line in sys.stdin.buffer:
    question = json.loads(line)
    try:
        answer = {"code": code, "resolve": resolve}[question["op"]](question)
    except fastavro.schema.UnknownType as error:
        answer = {"known": "only Java and we find a type without a namespace from inside a namespace: %s" % error}
    except KnownDifference as difference:
        answer = {"known": str(difference)}
    except Exception as error:
        answer = {"error": "%s: %s" % (type(error).__name__, error)}
    print(json.dumps(answer), flush=True)
