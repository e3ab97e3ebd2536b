"""From a document to its items: what each phrase holds, in which words, addressed to whom.

The model says which phrases ask, offer or honour; figures say which aim. A duty's span runs from the words that govern
it (鼓励企业 …) to its own end with the purpose that follows; an offer's span is its sentence, which says to whom and on
what condition; an honour's and an aim's span is its phrase. No span leaves its sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.document import Document
from selfcheck.plans.features import Phrase, features_of, is_under_duty, is_under_offers, phrases_in
from selfcheck.plans.figure import Printed, figures_in
from selfcheck.plans.found import FoundItem
from selfcheck.plans.honour import OFFER, is_named, is_praise, same_honour
from selfcheck.plans.listing import duties_in, names_in
from selfcheck.plans.model import LEARNED, Model, likelier, shipped_model
from selfcheck.plans.phrase import Span, offices_of
from selfcheck.plans.subject import actor_of, modality_of, topic_features, topic_of
from selfcheck.plans.table import rows_in
from selfcheck.plans.years import Years

THRESHOLDS = {ItemKind.OBLIGATION: 0.36, ItemKind.SUPPORT: 0.1, ItemKind.AWARD: 0.3}
RIVALS = {ItemKind.SUPPORT: ItemKind.OBLIGATION, ItemKind.OBLIGATION: ItemKind.SUPPORT}
RIVALRY = 0.35  # of the rival's score that a kind must reach: few phrases both ask and offer
GOVERNING = frozenset({"encourage", "guide", "order"})
ADDRESSED = re.compile(
    r"企业|机构|单位|厂|公司|商|户|平台|行业|协会|社|院|景区|团队|班组|职工|主体|者|银行|园区|集群|中小|从业"
)
TIME = re.compile(r"(?:到|至|自)?(?:20\d\d年(?:底|末|初)?(?:前|以来)?)|在此基础上|(?:力争)?用\S{1,6}年(?:左右)?时间")
TARGET_CONFIDENCE = 0.95
LIMIT = re.compile(r"(?:不超过|不高于|最高|封顶|上限|限额).{0,10}元|元(?:封顶|以内|为限)")
UNDER_HEADING = 3.0  # times likelier is a duty or an offer under a heading that says there will be some
NAMED = 0.5  # score of a phrase that plainly names an honour
SURE_VERBS = frozenset({"encourage", "order", "guide"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A phrase with its scores by kind and the figures that it prints."""

    phrase: Phrase
    scores: dict[ItemKind, float]
    figures: tuple[Printed, ...]

    def holds(self, kind: ItemKind) -> bool:
        """Whether the phrase is taken to hold an item of the kind."""
        score = self.scores.get(kind, 0.0)
        rival = self.scores.get(RIVALS[kind], 0.0) if kind in RIVALS else 0.0
        return score >= THRESHOLDS[kind] and score >= RIVALRY * rival

    @property
    def idle(self) -> bool:
        """Whether it holds nothing."""
        return not self.figures and not any(self.holds(kind) for kind in LEARNED)


def extract_items(document: Document, model: Model | None = None) -> tuple[FoundItem, ...]:
    """The items of a document in its order; with the shipped model unless another is given."""
    chosen = model or shipped_model()
    phrases = phrases_in(document)
    judged = [_judge(phrases, at, chosen) for at in range(len(phrases))]
    offices = {index: offices_of(document.text, clause)[0] for index, clause in enumerate(document.clauses)}
    years = Years(document)
    items = []
    for at, each in enumerate(judged):
        for draft, confidence in _drafts(document, judged, at, chosen, years):
            items.append(replace(draft, authority=offices[each.phrase.clause], confidence=confidence))
    items.extend(_tabled(document, chosen, years))
    return tuple(sorted(_once(items), key=lambda item: (item.start, item.end, item.kind, item.anchor)))


def _tabled(document: Document, model: Model, years: Years) -> Iterator[FoundItem]:
    """The targets that stand in tables."""
    for index, clause in enumerate(document.clauses):
        offices, _ = offices_of(document.text, clause)
        for span, name, figure in rows_in(document.text, clause):
            phrase = Phrase(span, span, span.of(document.text), index, (clause.heading,))
            item = _item(document, model, ([Judged(phrase, {}, ())], 0), ItemKind.TARGET, (span, name))
            dated = replace(figure, by=figure.by or years.before(span.start))
            yield replace(item, figure=dated, authority=offices, confidence=TARGET_CONFIDENCE)


def _judge(phrases: Sequence[Phrase], at: int, model: Model) -> Judged:
    phrase = phrases[at]
    if "\t" in phrase.words or TIME.fullmatch(phrase.words) or len(phrase.words) < 3:  # noqa: PLR2004 - no phrase says anything in two characters
        return Judged(phrase, {}, ())
    figures = () if _limits(phrases, at) else tuple(figures_in(phrase.words, phrase.span.start))
    features = features_of(phrases, at)
    scores = {kind: model.score(kind, features) for kind in LEARNED}
    if is_under_duty(phrase.headings):
        scores[ItemKind.OBLIGATION] = likelier(scores[ItemKind.OBLIGATION], UNDER_HEADING)
    if is_under_offers(phrase.headings):
        scores[ItemKind.SUPPORT] = likelier(scores[ItemKind.SUPPORT], UNDER_HEADING)
    if figures and phrase.opening[1] not in SURE_VERBS:  # an aim is no duty unless it says who must
        scores[ItemKind.OBLIGATION] *= 0.3
        scores[ItemKind.SUPPORT] *= 0.5
    if phrase.opening[1] == "lead":  # what is done for whom stands in the phrase that follows
        scores[ItemKind.OBLIGATION] *= 0.4
        scores[ItemKind.SUPPORT] *= 0.4
    if is_named(phrase.words, counted=bool(figures)) or is_praise(_led(phrases, at)):
        scores[ItemKind.AWARD] = max(scores[ItemKind.AWARD], NAMED)
    return Judged(phrase, scores, figures)


def _limits(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether the phrase only limits an offer that its sentence makes (…给予补贴，单户不超过20万元)."""
    phrase = phrases[at]
    return LIMIT.search(phrase.words) is not None and any(
        OFFER.search(before.words) for before in phrases[max(0, at - 3) : at] if before.sentence == phrase.sentence
    )


def _led(phrases: Sequence[Phrase], at: int) -> str:
    """The words of a phrase with those of the phrase before it that says for whom or by what (对 …，予以 …)."""
    before = phrases[at - 1] if at else None
    leads = before is not None and before.sentence == phrases[at].sentence and before.opening[1] == "lead"
    return (before.words if before and leads else "") + phrases[at].words


def _drafts(
    document: Document, judged: Sequence[Judged], at: int, model: Model, years: Years
) -> Iterator[tuple[FoundItem, float]]:
    each = judged[at]
    phrase = each.phrase
    for span, figure in ((printed.span, printed.figure) for printed in each.figures):
        dated = replace(figure, by=years.before(span.start))
        item = _item(document, model, (judged, at), ItemKind.TARGET, (span, _anchor(document.text, span)))
        yield replace(item, figure=dated), TARGET_CONFIDENCE
    for kind in LEARNED:
        if not each.holds(kind):
            continue
        span = _statement(judged, at) if kind is not ItemKind.SUPPORT else phrase.sentence
        anchors = names_in(phrase.words) if kind is ItemKind.AWARD else duties_in(phrase.words)
        for anchor in anchors:
            words = anchor.of(phrase.words)
            yield _item(document, model, (judged, at), kind, (span, words)), model.confidence(kind, each.scores[kind])


def _item(
    document: Document, model: Model, place: tuple[Sequence[Judged], int], kind: ItemKind, pinned: tuple[Span, str]
) -> FoundItem:
    """An item of the phrase at that place; `pinned` is its span with its anchor."""
    judged, at = place
    span, anchor = pinned
    phrase = judged[at].phrase
    sentence = phrase.sentence.of(document.text)
    clause = document.clauses[phrase.clause]
    governing = [judged[before].phrase for before in _governing(judged, at)]
    headings = [heading for heading in phrase.headings if heading]
    weights = topic_features(anchor, phrase.words, headings, document.head.title or "")
    return FoundItem(
        kind=kind,
        clause=clause.number,
        start=span.start,
        end=span.end,
        anchor=anchor,
        actor=actor_of(kind, phrase, anchor, sentence),
        modality=modality_of(phrase, governing) if kind is ItemKind.OBLIGATION else None,
        topic=topic_of(weights, model.topics),
        figure=None,
        authority=(),
        confidence=0.0,
    )


def _anchor(text: str, span: Span) -> str:
    return span.of(text)[-24:]


def _governing(judged: Sequence[Judged], at: int) -> list[int]:
    """The phrases before this one in its sentence, from the nearest that governs it on."""
    sentence = judged[at].phrase.sentence
    before = at - 1
    while before >= 0 and judged[before].phrase.sentence == sentence:
        phrase = judged[before].phrase
        if phrase.opening[1] in GOVERNING:
            return list(range(before, at)) if ADDRESSED.search(phrase.words) else []
        before -= 1
    return []


def _statement(judged: Sequence[Judged], at: int) -> Span:
    """The words of one statement: what governs or introduces the phrase, the phrase, and its purpose."""
    phrase = judged[at].phrase
    first = at
    while first and judged[first - 1].phrase.sentence == phrase.sentence and _introduces(judged[first - 1].phrase):
        first -= 1
    if phrase.opening[1] not in GOVERNING and (governing := _governing(judged, first)):
        first = governing[0]
    before = first
    while before and judged[before - 1].phrase.sentence == phrase.sentence and judged[before - 1].idle:
        before -= 1
    if judged[before].phrase.span.start == phrase.sentence.start:  # a sentence that opens with nothing of its own
        first = before
    last = at
    while last + 1 < len(judged) and judged[last + 1].phrase.sentence == phrase.sentence and judged[last + 1].idle:
        last += 1
    return Span(judged[first].phrase.span.start, judged[last].phrase.span.end)


def _introduces(phrase: Phrase) -> bool:
    return phrase.opening[1] == "lead"


def _once(items: Sequence[FoundItem]) -> Iterator[FoundItem]:
    """Every item, but an honour that an aim counts only where no task names it: it is entered once."""
    aims = [Span(item.start, item.end) for item in items if item.kind is ItemKind.TARGET]
    named = [item.anchor for item in items if item.kind is ItemKind.AWARD and not _inside(item, aims)]
    seen: set[tuple[ItemKind, int, int, str]] = set()
    for item in items:
        if (
            item.kind is ItemKind.AWARD
            and _inside(item, aims)
            and any(same_honour(item.anchor, name) for name in named)
        ):
            continue
        key = (item.kind, item.start, item.end, item.anchor)
        if key not in seen:
            seen.add(key)
            yield item


def _inside(item: FoundItem, aims: Sequence[Span]) -> bool:
    return any(aim.start < item.end and item.start < aim.end for aim in aims)
