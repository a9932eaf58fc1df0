"""Answers as OSCAL tells them: findings, the observations behind them, the risks they leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from assessor.assessment import Evidence
from assessor.exchange.oscal.remedies import Remedies
from assessor.exchange.oscal.writing import (
    OSCAL_VERSION,
    end_of,
    one_line,
    prop,
    start_of,
    token,
    uuid_of,
)
from assessor.project import Assessed
from assessor.scoring import CriterionScore, Scorecard
from assessor.text import gettext as _

METHODS = {"examine": "EXAMINE", "interview": "INTERVIEW", "test": "TEST", None: "UNKNOWN"}
_SEVERITY = {"low": "low", "medium": "moderate", "high": "high", "critical": "critical"}


@dataclass(frozen=True)
class Judged:
    """One scored assessment on its way into OSCAL."""

    assessed: Assessed
    scorecard: Scorecard
    remedies: Remedies

    @cached_property
    def rows(self) -> tuple[CriterionScore, ...]:
        """The rows that were judged; what was not has no finding, rather than a bad one."""
        return tuple(row for row in self.scorecard.criteria if row.met is not None)

    @cached_property
    def open_rows(self) -> tuple[CriterionScore, ...]:
        """The rows found not satisfied."""
        return tuple(row for row in self.rows if not row.met)

    def uuid(self, *words: str) -> str:
        """An id that belongs to this assessment."""
        return uuid_of("assessment", self.assessed.assessment.id, *words)

    def title(self, criterion: str) -> str:
        """A criterion's title on one line."""
        return one_line(self.assessed.catalogue.criteria[criterion].title.here())

    def metadata(self, title: str) -> dict[str, Any]:
        """Head of a document; dated by the assessment, so that the same answers give the same."""
        assessment = self.assessed.assessment
        parties = [
            {"uuid": self.uuid("party", name), "type": "person", "name": name}
            for name in self.people
        ]
        return {
            "title": one_line(title),
            "last-modified": start_of(assessment.as_of),
            "version": assessment.as_of.isoformat(),
            "oscal-version": OSCAL_VERSION,
            "props": [
                prop("illustrative", assessment.illustrative),
                prop("catalogue", self.scorecard.catalogue.id),
                prop("catalogue-version", self.scorecard.catalogue.version),
                prop("catalogue-sha256", self.scorecard.catalogue.sha256),
            ],
            **({"parties": parties} if parties else {}),
        }

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who answered the judged rows."""
        answers = (self.assessed.assessment.answer(row.id) for row in self.rows)
        return tuple(sorted({one_line(answer.by) for answer in answers if answer.by}))

    def findings(self, rows: tuple[CriterionScore, ...]) -> list[dict[str, Any]]:
        """One finding for each judged row; partly met is not satisfied, and says so."""
        return [self.finding(row) for row in rows]

    def finding(self, row: CriterionScore) -> dict[str, Any]:
        answer = self.assessed.assessment.answer(row.id)
        criterion = self.assessed.catalogue.criteria[row.id]
        partial = not row.met and (row.credit or 0.0) > 0
        reason = "pass" if row.met else "other" if partial else "fail"
        status = {"state": "satisfied" if row.met else "not-satisfied", "reason": reason}
        seen = [{"observation-uuid": uuid} for uuid in self.observation_ids(row.id)]
        finding: dict[str, Any] = {
            "uuid": self.uuid("finding", row.id),
            "title": self.title(row.id),
            "description": criterion.requirement.here(),
            "props": [
                prop("criterion", row.id),
                prop("status", row.status),
                prop("credit", row.credit),
                prop("partial", partial),
                prop("confidence", row.confidence),
                prop("evidence-grade", row.grade),
            ],
            "target": {"type": "objective-id", "target-id": token(row.id), "status": status},
            "related-observations": seen,
        }
        if answer.by:
            actor = {"type": "party", "actor-uuid": self.uuid("party", one_line(answer.by))}
            finding["origins"] = [{"actors": [actor]}]
        if not row.met:
            finding["related-risks"] = [{"risk-uuid": self.uuid("risk", row.id)}]
        if answer.note:
            finding["remarks"] = str(answer.note)
        return finding

    def observation_ids(self, criterion: str) -> list[str]:
        """Ids of what was seen for a row; the bare answer where no evidence was cited."""
        cited = self.cited(criterion)
        if cited:
            return [self.uuid("observation", name) for name in cited]
        return [self.uuid("observation-of-answer", criterion)]

    def cited(self, criterion: str) -> list[str]:
        assessment = self.assessed.assessment
        return [n for n in assessment.answer(criterion).evidence if n in assessment.evidence]

    def observations(self, rows: tuple[CriterionScore, ...]) -> list[dict[str, Any]]:
        """The evidence cited by these rows, each once, and the answers that cite none."""
        return list({o["uuid"]: o for row in rows for o in self.observed(row)}.values())

    def observed(self, row: CriterionScore) -> Iterator[dict[str, Any]]:
        cited = self.cited(row.id)
        for name in cited:
            yield self.evidence(name, self.assessed.assessment.evidence[name])
        if not cited:
            yield self.bare_answer(row)

    def evidence(self, name: str, item: Evidence) -> dict[str, Any]:
        collected = item.issued_on or item.added_on or self.assessed.assessment.as_of
        title = one_line(item.title)
        relevant: dict[str, Any] = {"description": str(item.abstract or item.title)}
        if item.file is not None:
            relevant["href"] = quote(item.file)
        facts = {"doc-number": item.doc_number, "sha256": item.sha256}
        props = [prop(key, value) for key, value in facts.items() if value is not None]
        if props:
            relevant["props"] = props
        observation: dict[str, Any] = {
            "uuid": self.uuid("observation", name),
            "title": title,
            "description": str(item.abstract or item.title),
            "props": [
                prop("evidence", name),
                prop("grade", item.grade),
                prop("confidentiality", item.confidentiality),
            ],
            "methods": [METHODS[item.method]],
            "types": ["control-objective"],
            "relevant-evidence": [relevant],
            "collected": start_of(collected),
        }
        if item.expires is not None:
            observation["expires"] = end_of(item.expires)
        return observation

    def bare_answer(self, row: CriterionScore) -> dict[str, Any]:
        """An answer without evidence is told as just that."""
        answer = self.assessed.assessment.answer(row.id)
        derived = row.status == "derived"
        words = (
            _("Derived from the capacity study of the standing fleet; a forecast is no evidence.")
            if derived
            else _("The answer stands alone: it cites no evidence.")
        )
        return {
            "uuid": self.uuid("observation-of-answer", row.id),
            "title": self.title(row.id),
            "description": words,
            "props": [prop("criterion", row.id), prop("derived", derived)],
            "methods": ["UNKNOWN"],
            "types": ["control-objective"],
            "collected": start_of(answer.on or self.assessed.assessment.as_of),
        }

    def risks(self) -> list[dict[str, Any]]:
        """One risk for each row not satisfied, with what would close it."""
        return [self.risk(row) for row in self.open_rows]

    def risk(self, row: CriterionScore) -> dict[str, Any]:
        criterion = self.assessed.catalogue.criteria[row.id]
        answer = self.assessed.assessment.answer(row.id)
        gap = self.remedies.gap(row.id)
        props = [prop("criterion", row.id), prop("obligation", criterion.obligation)]
        if answer.severity is not None:
            props.append(prop("severity", _SEVERITY[answer.severity]))
        risk: dict[str, Any] = {
            "uuid": self.uuid("risk", row.id),
            "title": self.title(row.id),
            "description": criterion.requirement.here(),
            "statement": _("The criterion is not met.") if gap is None else gap.cause.here(),
            "props": props,
            "status": "open",
        }
        if answer.compensating_control:
            factor = self.uuid("mitigating-factor", row.id)
            words = str(answer.compensating_control)
            risk["mitigating-factors"] = [{"uuid": factor, "description": words}]
        # no deadline is invented where nobody set one
        if gap is not None and gap.due is not None:
            risk["deadline"] = end_of(gap.due)
        remediations = self.remedies.remediations(self.uuid, row.id)
        if remediations:
            risk["remediations"] = remediations
        seen = [{"observation-uuid": uuid} for uuid in self.observation_ids(row.id)]
        risk["related-observations"] = seen
        if answer.management_response:
            risk["props"].append(prop("management-response", answer.management_response))
        return risk
