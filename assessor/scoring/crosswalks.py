"""What answers to one catalogue say about another: proposals and hints, never an overwrite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assessor.assessment.model import Answer, Assessment
from assessor.catalogue.crosswalk import Crosswalk
from assessor.scoring.scorecard import Scorecard

RelationKind = Literal["equal", "superset", "subset", "intersects", "not_related"]
Result = Literal["met", "partly", "not_met"]
Coverage = Literal["full", "partial"]

_STRICTEST: tuple[Result, ...] = ("not_met", "partly", "met")


@dataclass(frozen=True, slots=True)
class Link:
    """`source` is equal to, a superset of, … `target`, in what they require."""

    source: str
    relation: RelationKind
    target: str
    source_catalogue: str
    target_catalogue: str
    same_scale: bool = True

    @property
    def coverage(self) -> Coverage | None:
        """Whether meeting the source meets the target whole, in part, or says nothing."""
        if self.relation in {"equal", "superset"}:
            return "full"
        return None if self.relation == "not_related" else "partial"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one row, and what shows it."""

    result: Result
    score: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inferred:
    """What follows for a row of the target catalogue.

    The weakest link of the way decides the coverage; of several sources the strictest result
    stands, and their evidence is joined. A score is carried only over full coverage on one scale.
    """

    result: Result
    score: float | None
    coverage: Coverage
    path: tuple[str, ...]
    evidence: tuple[str, ...]
    sources: tuple[str, ...]
    refutes: bool = False
    """True where a source that is not met leaves this row unmet too: every link of the way is
    `equal` or `subset`, so the row requires all that the source does."""


def infer(known: Mapping[str, Known], links: Iterable[Link], target: str) -> dict[str, Inferred]:
    """What follows for the rows of one catalogue.

    Parameters
    ----------
    known
        Results by row of the source catalogue.
    links
        The relations, of as many catalogues as lie on the way.
    target
        Id of the catalogue asked about.
    """
    by_source: dict[str, list[Link]] = {}
    for link in links:
        if link.coverage is not None:
            by_source.setdefault(link.source, []).append(link)
    found: dict[str, Inferred] = {}
    for name, start in known.items():
        for row, way in _best_ways(name, by_source, target).items():
            step = _along(start, name, way)
            found[row] = step if row not in found else _collided(found[row], step)
    return found


def _best_ways(
    start: str, by_source: Mapping[str, list[Link]], target: str
) -> dict[str, tuple[Link, ...]]:
    """One way to each row of the target: the strongest, and of those the shortest."""
    best: dict[str, tuple[Link, ...]] = {}
    for way in _ways(start, by_source, target, ()):
        row = way[-1].target
        if row not in best or _strength(way) > _strength(best[row]):
            best[row] = way
    return best


def _ways(
    here: str, by_source: Mapping[str, list[Link]], target: str, way: tuple[Link, ...]
) -> Iterator[tuple[Link, ...]]:
    visited = {link.source_catalogue for link in way}
    for link in by_source.get(here, []):
        if link.target_catalogue in visited | {link.source_catalogue}:
            continue
        longer = (*way, link)
        if link.target_catalogue == target:
            yield longer
        else:
            yield from _ways(link.target, by_source, target, longer)


def _strength(way: tuple[Link, ...]) -> tuple[bool, int]:
    return all(link.coverage == "full" for link in way), -len(way)


def _along(start: Known, source: str, way: tuple[Link, ...]) -> Inferred:
    full = all(link.coverage == "full" for link in way)
    carried = start.result if full or start.result != "met" else "partly"
    scored = full and all(link.same_scale for link in way)
    return Inferred(
        result=carried,
        score=start.score if scored else None,
        coverage="full" if full else "partial",
        path=(way[0].source_catalogue, *(link.target_catalogue for link in way)),
        evidence=start.evidence,
        sources=(source,),
        refutes=start.result == "not_met"
        and all(link.relation in {"equal", "subset"} for link in way),
    )


def _collided(one: Inferred, other: Inferred) -> Inferred:
    strict, mild = sorted((one, other), key=lambda item: _STRICTEST.index(item.result))
    return replace(
        strict,
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        sources=tuple(dict.fromkeys([*one.sources, *other.sources])),
        coverage="partial" if "partial" in (one.coverage, mild.coverage) else "full",
        refutes=one.refutes or other.refutes,
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of another assessment that the answers at hand say something about.

    `answer` is set only where it follows (met over full coverage; not met where the row requires
    all that an unmet source does) and where nothing stands there yet; it is a claim to be
    confirmed, never evidence. Otherwise the relation is a hint to look.
    """

    criterion: str
    inferred: Inferred
    answer: Answer | None


def links_of(crosswalk: Crosswalk) -> tuple[Link, ...]:
    """The relations of a crosswalk, read in both directions."""
    turned: dict[RelationKind, RelationKind] = {
        "equal": "equal", "superset": "subset", "subset": "superset", "intersects": "intersects",
    }  # fmt: skip
    links: list[Link] = []
    for relation in crosswalk.relations:
        there, back = (crosswalk.from_, crosswalk.to), (crosswalk.to, crosswalk.from_)
        kind: RelationKind = relation.relation
        links.append(Link(relation.from_, kind, relation.to, *there, same_scale=False))
        links.append(Link(relation.to, turned[kind], relation.from_, *back, same_scale=False))
    return tuple(links)


def proposals(
    card: Scorecard,
    source: Assessment,
    target: Assessment,
    crosswalks: Iterable[Crosswalk],
    *,
    asked: Iterable[str] = (),
) -> tuple[Proposal, ...]:
    """What the scored answers of `source` propose for the rows of `target`, a dry run.

    `asked` are the catalogues that a profile is made of, where the target answers a profile.
    """
    known = {
        row.id: Known(_result(row.met, row.credit), None, source.answer(row.id).evidence)
        for row in card.criteria
        if row.status in {"answered", "derived"} and row.credit is not None
    }
    links = [link for crosswalk in crosswalks for link in links_of(crosswalk)]
    found: dict[str, Inferred] = {}
    for catalogue in asked or (target.catalogue.id,):
        found |= infer(known, links, catalogue)
    return tuple(
        Proposal(name, inferred, _proposed(target.answer(name), inferred))
        for name, inferred in found.items()
        if name in target.answers
    )


def _result(met: bool | None, credit: float | None) -> Result:
    if met:
        return "met"
    return "partly" if credit else "not_met"


def _proposed(standing: Answer, inferred: Inferred) -> Answer | None:
    """What follows is proposed; what stands there is never touched."""
    if standing.status != "not_assessed" or standing.has_value:
        return None
    note = "; ".join(inferred.sources)
    if inferred.refutes:
        return Answer(status="answered", value=False, note=note)
    if inferred.coverage != "full" or inferred.result != "met":
        return None
    return Answer(status="answered", value=True, note=note)
