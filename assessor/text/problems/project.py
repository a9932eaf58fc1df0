"""Words of the problems of a project folder."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "folder_not_empty": (
        N_("the folder exists and is not empty"),
        N_("name a new folder: nothing is ever written over"),
    ),
    "file_exists": (
        N_("the file exists already"),
        N_("move it away first: nothing is ever written over"),
    ),
    "no_scenario": (
        N_("there is no scenario.yaml in this folder"),
        N_("name a project folder, or make one: assessor new"),
    ),
    "no_programme": (
        N_("this project names no programme"),
        N_("add 'project: programme: <file>' to scenario.yaml"),
    ),
    "no_assessment": (
        N_("this project names no assessment"),
        N_("start one with assessor assess, and name it under 'project: assessments:'"),
    ),
    "no_such_name": (
        N_("there is no criterion, class, tier, input or reference load called '{name}'"),
        N_("use one that exists{hint}"),
    ),
}
