"""A project folder opened, and everything computed from it: `open_project`, `run` → `Study`.

Window, command line, batch, report and snapshot all take a `Study`, so that they show the same
numbers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.project.answering import (
        lock_period,
        not_assessed,
        set_aside,
        with_finding,
        with_override,
        with_value,
    )
    from assessor.project.carrying import (
        Carried,
        Overlap,
        carried_document,
        carry,
        landscape,
        overlap,
        write_carried,
    )
    from assessor.project.checking import check_paths
    from assessor.project.claims import BasisVerdict, ClaimRow, ClaimView, basis_verdicts, claims_of
    from assessor.project.comparing import (
        Comparison,
        Site,
        TwoDays,
        compare_assessments,
        compare_days,
    )
    from assessor.project.contract import study_document
    from assessor.project.dossiers import (
        DossierView,
        PointsTable,
        dossiers_of,
        dossiers_of_assessment,
        points_of,
    )
    from assessor.project.explaining import explain_path, explain_project
    from assessor.project.making import TEMPLATES, new_assessment, new_project
    from assessor.project.merging import merge_document, merge_files, write_merged
    from assessor.project.migrating import (
        Migrated,
        migrate_assessment,
        migrated_document,
        write_migrated,
    )
    from assessor.project.opening import (
        Assessed,
        Project,
        open_assessment,
        open_programme,
        open_project,
        save_assessed,
    )
    from assessor.project.ordering import roadmap_for, roadmap_of
    from assessor.project.pairs import promise_pairs, tier_pairs
    from assessor.project.raising import (
        RowRaise,
        WorkRaise,
        raises_document,
        rows_that_raise,
        work_that_raises,
    )
    from assessor.project.register import EvidenceRow, Register, attach_evidence, evidence_register
    from assessor.project.study import Study, run, score_assessed, study_quantities
    from assessor.project.trusting import Trust, trust
    from assessor.project.words import (
        kept_words,
        promise_words,
        role_words,
        shown_value,
        speaker_words,
        standing_words,
        status_words,
        verdict_words,
    )

_WHERE = {
    "Assessed": "opening",
    "BasisVerdict": "claims",
    "Carried": "carrying",
    "ClaimRow": "claims",
    "ClaimView": "claims",
    "Comparison": "comparing",
    "DossierView": "dossiers",
    "EvidenceRow": "register",
    "Migrated": "migrating",
    "Overlap": "carrying",
    "PointsTable": "dossiers",
    "Project": "opening",
    "Register": "register",
    "RowRaise": "raising",
    "Site": "comparing",
    "Study": "study",
    "TEMPLATES": "making",
    "Trust": "trusting",
    "TwoDays": "comparing",
    "WorkRaise": "raising",
    "attach_evidence": "register",
    "basis_verdicts": "claims",
    "carried_document": "carrying",
    "carry": "carrying",
    "check_paths": "checking",
    "claims_of": "claims",
    "compare_assessments": "comparing",
    "compare_days": "comparing",
    "dossiers_of": "dossiers",
    "dossiers_of_assessment": "dossiers",
    "evidence_register": "register",
    "explain_path": "explaining",
    "explain_project": "explaining",
    "kept_words": "words",
    "landscape": "carrying",
    "lock_period": "answering",
    "merge_document": "merging",
    "merge_files": "merging",
    "migrate_assessment": "migrating",
    "migrated_document": "migrating",
    "new_assessment": "making",
    "new_project": "making",
    "not_assessed": "answering",
    "open_assessment": "opening",
    "open_programme": "opening",
    "open_project": "opening",
    "overlap": "carrying",
    "points_of": "dossiers",
    "promise_pairs": "pairs",
    "promise_words": "words",
    "raises_document": "raising",
    "roadmap_for": "ordering",
    "roadmap_of": "ordering",
    "role_words": "words",
    "rows_that_raise": "raising",
    "run": "study",
    "save_assessed": "opening",
    "score_assessed": "study",
    "set_aside": "answering",
    "shown_value": "words",
    "speaker_words": "words",
    "standing_words": "words",
    "status_words": "words",
    "study_document": "contract",
    "study_quantities": "study",
    "tier_pairs": "pairs",
    "trust": "trusting",
    "verdict_words": "words",
    "with_finding": "answering",
    "with_override": "answering",
    "with_value": "answering",
    "work_that_raises": "raising",
    "write_carried": "carrying",
    "write_merged": "merging",
    "write_migrated": "migrating",
}

__all__ = [
    "TEMPLATES",
    "Assessed",
    "BasisVerdict",
    "Carried",
    "ClaimRow",
    "ClaimView",
    "Comparison",
    "DossierView",
    "EvidenceRow",
    "Migrated",
    "Overlap",
    "PointsTable",
    "Project",
    "Register",
    "RowRaise",
    "Site",
    "Study",
    "Trust",
    "TwoDays",
    "WorkRaise",
    "attach_evidence",
    "basis_verdicts",
    "carried_document",
    "carry",
    "check_paths",
    "claims_of",
    "compare_assessments",
    "compare_days",
    "dossiers_of",
    "dossiers_of_assessment",
    "evidence_register",
    "explain_path",
    "explain_project",
    "kept_words",
    "landscape",
    "lock_period",
    "merge_document",
    "merge_files",
    "migrate_assessment",
    "migrated_document",
    "new_assessment",
    "new_project",
    "not_assessed",
    "open_assessment",
    "open_programme",
    "open_project",
    "overlap",
    "points_of",
    "promise_pairs",
    "promise_words",
    "raises_document",
    "roadmap_for",
    "roadmap_of",
    "role_words",
    "rows_that_raise",
    "run",
    "save_assessed",
    "score_assessed",
    "set_aside",
    "shown_value",
    "speaker_words",
    "standing_words",
    "status_words",
    "study_document",
    "study_quantities",
    "tier_pairs",
    "trust",
    "verdict_words",
    "with_finding",
    "with_override",
    "with_value",
    "work_that_raises",
    "write_carried",
    "write_merged",
    "write_migrated",
]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
