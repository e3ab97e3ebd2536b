"""Lines of a saved web page: the block that holds the document, without menus, scripts and forms.

The block is the deepest element that still holds nearly all sentences of the page: unlike a general extractor it
never drops a paragraph inside it, and a lost paragraph would be a lost duty.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from selfcheck.plans.bytes import Tick
from selfcheck.plans.errors import DamagedFileError

NEVER_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "head",
    "nav",
    "form",
    "select",
    "button",
    "footer",
    "aside",
)
BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "h1",
            "h2",
        ),
        *("h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul"),
    }
)
SENTENCE = re.compile(r"[一-鿿][^。；\n]{6,}[。；]")
NEARLY_ALL = 0.9
BLANKS = re.compile(r"[\s\u00a0]+")


def lines(data: bytes, tick: Tick) -> Iterator[str]:
    """The lines of the block that holds the document; the head line of the page first when it lies outside."""
    try:
        root = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise DamagedFileError(format=".html") from None
    for element in list(root.iter(*NEVER_TEXT, etree.Comment, etree.ProcessingInstruction)):
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()
    tick()
    block = _block(root, tick)
    outside = [heading for heading in root.iter("h1", "h2") if block not in (heading, *heading.iterancestors())]
    for heading in outside[:2]:
        yield BLANKS.sub(" ", heading.text_content()).strip()
    yield from _text(block)


def _block(root: html.HtmlElement, tick: Tick) -> html.HtmlElement:
    """Go down from the root as long as one child holds nearly all that its parent holds."""
    block = root
    while True:
        tick()
        whole = _mass(block)
        heir = next((child for child in block if _mass(child) >= NEARLY_ALL * whole), None) if whole else None
        if heir is None or heir.tag in {"p", "table", "tbody", "tr", "td", "span"}:
            return block
        block = heir


def _mass(element: html.HtmlElement) -> int:
    return sum(len(sentence) for sentence in SENTENCE.findall(element.text_content()))


def _text(block: html.HtmlElement) -> Iterator[str]:
    """Lines as a browser would break them; the cells of a table row stand in one line, parted by tabs."""
    line: list[str] = []
    for piece in _pieces(block, in_row=False):
        if piece == "\n":
            yield "".join(line)
            line.clear()
        else:
            line.append(piece)
    yield "".join(line)


def _pieces(element: html.HtmlElement, *, in_row: bool) -> Iterator[str]:
    tag = element.tag
    breaks = tag == "br" or (tag in BLOCKS and not in_row)
    if breaks:
        yield "\n"
    if element.text:
        yield BLANKS.sub(" ", element.text)
    for child in element:
        yield from _pieces(child, in_row=in_row or tag == "tr")
        if in_row is False and tag == "tr" and child.tag in {"td", "th"} and child.getnext() is not None:
            yield "\t"
        if child.tail:
            yield BLANKS.sub(" ", child.tail)
    if breaks and tag != "br":
        yield "\n"
