"""Words of the problems that an assessment may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "answer_unit": (
        N_("{id}: the unit '{unit}' does not convert to '{expected}'"),
        N_("give the value in {expected}"),
    ),
    "answer_misfit": (
        N_("{id}: the value cannot be judged ({reason})"),
        N_("give a value that fits the measure"),
    ),
    "answer_wants_boolean": (N_("{id}: '{value}' is not yes or no"), N_("write true or false")),
    "answer_wants_number": (
        N_("{id}: '{value}' is not a number"),
        N_("write a number {unit}"),
    ),
    "answer_wants_ratio": (
        N_("{id}: a share is answered by its part and its whole"),
        N_("write a and b"),
    ),
    "answer_wants_value": (
        N_("{id}: this row is not a share"),
        N_("write value in place of a and b"),
    ),
    "answer_ratio_order": (
        N_("{id}: the part {a} is not within 0 and the whole {b}"),
        N_("correct a and b"),
    ),
    "answer_not_an_option": (
        N_("{id}: '{value}' is none of the possible answers"),
        N_("use one of: {expected}"),
    ),
    "answer_off_scale": (
        N_("{id}: {value} is off the scale {low}–{high}"),
        N_("give a point of the scale"),
    ),
    "answer_not_derived": (
        N_("{id}: this row is not derived from the capacity evaluation"),
        N_("answer it with status: answered"),
    ),
    "answer_without_value": (
        N_("{id}: answered, but no value stands there"),
        N_("give the value, or write status: not_assessed"),
    ),
    "answer_ignored": (
        N_("{id}: a value stands there, but the row is not assessed and does not count"),
        N_("write status: answered if the value is to count"),
    ),
    "answer_na_forbidden": (
        N_("{id}: this row may not be set aside as not applicable"),
        N_("answer it, or write status: not_assessed"),
    ),
    "answer_na_reason": (
        N_("{id}: not applicable without a reason counts as not assessed"),
        N_("add a justification"),
    ),
    "answer_na_incomplete": (
        N_("{id}: not applicable, but nobody approved it or it has no last day"),
        N_("add approved_by and until"),
    ),
    "answer_na_expired": (
        N_("{id}: not applicable only until {until}; it now counts as not assessed"),
        N_("look at the row again"),
    ),
    "answer_self_verified": (
        N_("{id}: answered and verified by the same person, {by}"),
        N_("let somebody else verify it; the verified floor does not count it"),
    ),
    "answers_missing": (
        N_("{n} criteria are not written in the file: {ids}"),
        N_("add them as not_assessed, so that nothing is left out unseen"),
    ),
    "catalogue_other": (
        N_("the assessment answers '{id}', not '{given}'"),
        N_("open it with its own catalogue"),
    ),
    "catalogue_changed": (
        N_("the catalogue '{id}' has changed since it was answered ({version} → {now})"),
        N_("look through the changed rows, then store the new version"),
    ),
    "profile_misfit": (
        N_("the fact '{name}' cannot be '{value}'"),
        N_("use: {expected}"),
    ),
    "evidence_out_of_date": (
        N_("the evidence '{id}' expired on {expires} and counts no more"),
        N_("renew it"),
    ),
    "evidence_file_missing": (
        N_("the file '{file}' of the evidence '{id}' is not there"),
        N_("put it in place, or take the path out"),
    ),
    "evidence_file_changed": (
        N_("the file '{file}' of the evidence '{id}' is not the one that was attached"),
        N_("attach it again, after looking at what changed"),
    ),
    "secret_attached": (
        N_("secret evidence names a file, '{file}'"),
        N_("name it by its number only"),
    ),
    "sample_too_large": (
        N_("{k} of {n} cannot be: the part exceeds the sample"),
        N_("correct k and n"),
    ),
    "dossier_order": (
        N_("dossier '{id}': the step '{later}' is dated before '{earlier}'"),
        N_("correct the dates"),
    ),
    "answer_after_lock": (
        N_("{id}: changed after the period was locked on {on}"),
        N_("take the change back, or open a new period"),
    ),
    "dossier_no_decision": (
        N_("dossier '{id}': dated as approved, but no decision has a number"),
        N_("write the number of the decision; until then it counts as appraised at most"),
    ),
    "merge_catalogues": (
        N_("these assessments answer different catalogues: {mine}, {theirs}"),
        N_("merge only assessments of one catalogue; carry answers over with crosswalk carry"),
    ),
    "merge_locked": (
        N_("the period of this assessment is locked"),
        N_("merge into an open period"),
    ),
    "migrate_other_catalogue": (
        N_("'{to}' is another catalogue than '{id}'"),
        N_("carry answers over to another catalogue with crosswalk carry"),
    ),
    "lock_again": (
        N_("the period was locked already on {on}"),
        N_("open a new period with a new assessment"),
    ),
    "answer_locked": (
        N_("{id}: the period was locked on {on}; no answer changes any more"),
        N_("open a new period with a new assessment"),
    ),
    "criterion_unknown": (
        N_("this catalogue has no criterion '{id}'"),
        N_("use one that exists{hint}"),
    ),
    "evidence_id_taken": (
        N_("there is evidence called '{id}' already"),
        N_("choose another id: evidence is never replaced"),
    ),
    "evidence_secret_file": (
        N_("secret evidence is named by its number and never copied"),
        N_("leave the file out and give the number"),
    ),
    "value_unreadable": (
        N_("'{value}' is no answer to {id}"),
        N_("write yes or no, a number, an option of the row, or part/whole"),
    ),
    "compare_catalogues": (
        N_("this assessment answers '{id}', or another version of it, not that of the first"),
        N_("compare assessments of one catalogue; move one over first: assessor migrate"),
    ),
}
