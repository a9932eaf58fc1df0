"""Words of the problems that any document may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "file_missing": (N_("there is no such file"), N_("check the path")),
    "file_is_folder": (
        N_("this is a folder, and one file is asked for"),
        N_("name the file inside it"),
    ),
    "file_not_readable": (N_("the file cannot be read: {reason}"), N_("check its permissions")),
    "file_not_writable": (N_("the file cannot be written: {reason}"), N_("check its permissions")),
    "file_too_large": (
        N_("the file has {size_mib} MiB, more than the {limit_mib} MiB that are read"),
        N_("split it, or take out what is not needed"),
    ),
    "not_utf8": (N_("the file is not UTF-8 text"), N_("save it again as UTF-8")),
    "yaml_syntax": (N_("not valid YAML: {reason}"), N_("mend the line named here")),
    "yaml_tab": (
        N_("a tab stands where YAML wants spaces"),
        N_("indent with spaces only"),
    ),
    "yaml_duplicate_key": (
        N_("the key '{key}' is written twice (first in line {first_line})"),
        N_("keep one of the two"),
    ),
    "yaml_alias": (N_("anchors and aliases are not allowed"), N_("write the value out in full")),
    "yaml_too_deep": (
        N_("the file is nested more than {limit} levels deep"),
        N_("flatten it"),
    ),
    "yaml_tag": (N_("the tag '{tag}' is not allowed"), N_("write a plain value")),
    "not_a_mapping": (
        N_("a document must be a mapping of keys to values"),
        N_("start it with 'schema: <kind>@<version>'"),
    ),
    "schema_missing": (
        N_("the first key 'schema' is missing"),
        N_("start the file with 'schema: {expected}'"),
    ),
    "schema_unknown": (
        N_("'{found}' is not a document kind and version that this program reads"),
        N_("use '{expected}'"),
    ),
    "schema_other_kind": (
        N_("this file is a document of kind '{found}', and '{expected}' is asked for"),
        N_("name the right file, or the project folder"),
    ),
    "schema_newer": (
        N_("'{found}' was written by a newer program; this one reads up to version {newest}"),
        N_("update the program"),
    ),
    "unknown_key": (N_("unknown key '{key}'"), N_("remove it")),
    "unknown_key_suggest": (N_("unknown key '{key}'"), N_("did you mean '{suggestion}'?")),
    "missing_key": (N_("the key '{key}' is missing"), N_("add it")),
    "missing_translation": (
        N_("the text has no '{language}' version"),
        N_("write both vi and en"),
    ),
    "wrong_type": (N_("'{value}' is not {expected}"), N_("write {expected}")),
    "not_allowed_value": (N_("'{value}' is not allowed here"), N_("use one of: {expected}")),
    "out_of_range": (N_("{value} is out of range"), N_("use a value {bound}")),
    "invalid_value": (N_("{reason}"), N_("mend the value '{value}'")),
    "unit_wrong": (
        N_("the unit '{unit}' does not convert to '{expected}'"),
        N_("give the value in {expected} or a unit of the same kind"),
    ),
    "quantity_order": (
        N_("low ≤ base ≤ high does not hold: {low}, {base}, {high}"),
        N_("put the three in order"),
    ),
    "quantity_fraction": (
        N_("an uncertain fraction lies in 0…1 and may not have low 0 or high 1: {low}, {high}"),
        N_("move the bound off 0 or 1, or give base alone"),
    ),
    "source_unknown": (
        N_("the source '{id}' is not in this document's sources"),
        N_("add it under 'sources', or correct the id"),
    ),
    "reference_unknown": (
        N_("'{id}' names nothing in {section}"),
        N_("use one that exists{hint}"),
    ),
    "extends_cycle": (N_("'extends' goes in a circle: {chain}"), N_("take one of the links out")),
    "path_escapes": (
        N_("the path '{given}' leaves the project folder"),
        N_("keep the file inside the folder, or use shipped:"),
    ),
    "shipped_unknown": (N_("the program ships no file '{given}'"), N_("check the name")),
    "shipped_read_only": (
        N_("'{given}' belongs to the program and is never written"),
        N_("make a copy of your own: assessor new"),
    ),
}
