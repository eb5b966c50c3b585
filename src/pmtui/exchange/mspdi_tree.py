"""The XML of a Microsoft Project file, safely taken apart: neither DTD nor entity, nothing kept twice, nothing deep."""

from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import ParseError

from pmtui.exchange.mspdi_model import Node
from pmtui.model.text import Unreadable, quoted

NAMESPACE = "http://schemas.microsoft.com/project"
LARGEST = 200 * 1024 * 1024
DEEPEST = 60
"""Elements within each other; Microsoft's schema needs nine."""
MOST = 400_000
"""Tasks, resources and the like, of each kind; Microsoft Project itself holds no more tasks."""
PARTS = {"Calendars": "Calendar", "Tasks": "Task", "Resources": "Resource", "Assignments": "Assignment"}
_CHUNK = 1 << 20


class _Target:
    """Builds Nodes as the parser meets elements, and hands each part of the project on as soon as it is whole.

    Equal leaves are one object: a large file says the same few things a million times.
    """

    def __init__(self, take: Callable[[str, tuple[Node, ...]], None]) -> None:
        self.take = take
        self.prefix = ""
        self.attributes = 0
        self.open: list[tuple[str, list[Node]]] = []
        self.words: list[str] = []
        self.leaves: dict[Node, Node] = {}
        self.root: list[Node] = []
        self.taken: Counter[str] = Counter()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not self.open:
            namespace, _, name = tag.rpartition("}")
            if name != "Project" or (namespace and not namespace.lower().startswith("{" + NAMESPACE)):
                raise Unreadable(f"it is XML of another kind ({quoted(name)}); pmtui reads Microsoft Project's")
            self.prefix = namespace + "}" if namespace else ""
        else:
            self.attributes += len(attributes)
            if len(self.open) >= DEEPEST:
                raise Unreadable(f"its elements lie more than {DEEPEST} deep; this is no Microsoft Project file")
        self.open.append((tag.removeprefix(self.prefix), []))
        self.words.clear()

    def data(self, text: str) -> None:
        """Some text."""
        self.words.append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        name, inner = self.open.pop()
        if inner:
            node: Node = (name, tuple(inner))
        else:
            text = "".join(self.words)
            leaf = (name, "" if text.isspace() else text)
            node = self.leaves.setdefault(leaf, leaf) if len(text) < 40 else leaf
        self.words.clear()
        if not self.open:
            self.root = inner
        elif len(self.open) == 2 and PARTS.get(self.open[1][0]) == name:
            self.taken[name] += 1
            if self.taken[name] > MOST:
                raise Unreadable(
                    f"it has more than {MOST:,} {self.open[1][0].lower()}; pmtui reads no plan of that size"
                )
            self.take(name, node[1] if inner else ())
        elif len(self.open) > 1 or name not in PARTS or inner:
            self.open[-1][1].append(node)

    def close(self) -> None:
        """The document ends."""


def take_apart(data: bytes, take: Callable[[str, tuple[Node, ...]], None]) -> tuple[list[Node], int]:
    """Hand each Calendar, Task, Resource and Assignment to `take`, by name and with what is in it.

    Returns the project's other elements and how many attributes were met, which the format does not know. Raises
    Unreadable where the file is no such XML, is cut off, is too large or sets a trap.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import XMLParser

    if len(data) > LARGEST:
        raise Unreadable(f"it has {len(data) >> 20} MB; pmtui reads files of up to {LARGEST >> 20} MB")
    target = _Target(take)
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        for place in range(0, len(data), _CHUNK):
            parser.feed(data[place : place + _CHUNK])
        parser.close()
    except DefusedXmlException:
        raise Unreadable(
            "it declares a DTD or entities, which no Microsoft Project file does; it is not read"
        ) from None
    except ParseError as error:
        line, column = error.position
        if target.open and data.rstrip()[-10:] != b"</Project>" and line > data.count(b"\n"):
            raise Unreadable(f"the XML ends at line {line}: it looks cut off; export it again") from None
        raise Unreadable(f"it is not valid XML at line {line}, column {column + 1}; export it again") from None
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("it is XML in an encoding that cannot be read; save it as UTF-8") from None
    return target.root, target.attributes
