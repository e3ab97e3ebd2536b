"""Reading a plan of 9,000 characters: clauses, items, links, without the loading of the program."""

from collections.abc import Iterator

from selfcheck.commands.benchmarks.measure import Measurement, median_ms, yardstick_ms
from selfcheck.commands.benchmarks.pure import YARDSTICK
from selfcheck.kernel import places
from selfcheck.plans.document import document_of, read_document
from selfcheck.plans.extract import extract_items
from selfcheck.plans.lessons import OWN_PHRASES
from selfcheck.plans.numerals import chinese
from selfcheck.questionnaires.library import load_library
from selfcheck.questionnaires.link import Linker

CHARACTERS = 9_000


def measure() -> Iterator[Measurement]:
    """Read, extract and link a plan made of the phrases that the model is trained with."""
    lines = sample()
    data = "\n".join(lines).encode()
    document = document_of(lines)
    items = extract_items(document)
    linker = Linker(load_library(places.content(), places.parsed_content()))
    yardstick = yardstick_ms()
    reading = median_ms(lambda: read_document(data, "plan.txt"), runs=5)
    yield Measurement("plan-read", reading, "ms", yardstick, YARDSTICK, "under 100 ms")
    extracting = median_ms(lambda: extract_items(document), runs=5)
    yield Measurement("plan-extract", extracting, "ms", yardstick, YARDSTICK, "under 1000 ms")
    linking = median_ms(lambda: [linker.link(item, document.text) for item in items], runs=1, warm=0)
    yield Measurement("plan-link", linking, "ms", yardstick, YARDSTICK, "under 2000 ms")


def sample() -> list[str]:
    """The lines of a plan with as many characters, its clauses numbered."""
    lines = ["关于提升质量的实施意见"]
    clause = 0
    for line in OWN_PHRASES.read_text(encoding="utf-8").splitlines() * 3:
        if sum(map(len, lines)) >= CHARACTERS:
            break
        if line.startswith("#"):
            clause += 1
            lines.append(f"{chinese(clause % 90 + 1)}、{line[1:].strip()}")
        else:
            lines.append("".join(character for character in line if character not in "=OSA"))
    return lines
