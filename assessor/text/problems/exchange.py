"""Words of the problems of questionnaires, official tables and OSCAL files."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "exchange_format": (
        N_("a questionnaire cannot be in this format"),
        N_("end the name with one of: {formats}"),
    ),
    "workbook_unreadable": (
        N_("this is no workbook that can be read ({reason})"),
        N_("save it as .xlsx without a password, or as CSV in UTF-8"),
    ),
    "workbook_too_large": (
        N_("the workbook unpacks to {size_mib} MiB in {n} parts, more than {limit_mib} MiB allow"),
        N_("export the questionnaire anew and copy the answers into it"),
    ),
    "csv_unreadable": (
        N_("the CSV file breaks off here ({reason})"),
        N_("save it again as CSV in UTF-8"),
    ),
    "table_too_long": (
        N_("the table has more than {limit} rows with content"),
        N_("remove what does not belong to it"),
    ),
    "table_too_wide": (
        N_("something stands beyond column {limit}"),
        N_("remove what does not belong to the table"),
    ),
    "table_not_found": (
        N_("no sheet has a heading '{heading}'"),
        N_("use a questionnaire that this program wrote, headings included"),
    ),
    "table_heading_twice": (
        N_("the heading '{heading}' stands here a second time"),
        N_("rename or remove one of the columns"),
    ),
    "table_heading_blank": (
        N_("this cell stands in a column without a heading, as merged headings leave it"),
        N_("give every column a heading of its own, or clear the cell"),
    ),
    "table_row_without_id": (
        N_("this row has content but no id"),
        N_("put the id back, or clear the row"),
    ),
    "table_id_twice": (
        N_("the id '{id}' already stands in row {first}"),
        N_("keep one of the two rows"),
    ),
    "table_id_unknown": (
        N_("the catalogue has no criterion '{id}'"),
        N_("put the right id back{hint}"),
    ),
    "table_cell_formula": (
        N_("a formula stands here: {value}"),
        N_("replace it by its value"),
    ),
    "table_cell_broken": (
        N_("the spreadsheet shows an error here: {value}"),
        N_("write the value itself"),
    ),
    "cell_not_a_number": (N_("'{value}' is not a number"), N_("write a number")),
    "cell_ambiguous_number": (
        N_("'{value}' may mean thousands or a decimal fraction"),
        N_("write it without a thousands separator, or with one decimal more"),
    ),
    "cell_not_a_date": (
        N_("'{value}' is not a day"),
        N_("write it as 17/07/2023 or 2023-07-17"),
    ),
    "cell_not_a_status": (N_("'{value}' is no status of an answer"), N_("use: {expected}")),
    "cell_not_a_severity": (N_("'{value}' is no severity"), N_("use: {expected}")),
    "stamp_missing": (
        N_("the workbook does not say which catalogue it answers; '{id}' is assumed"),
        N_("look through the changes before writing them"),
    ),
    "stamp_differs": (
        N_("the questionnaire was written for another {what}: '{found}', here '{expected}'"),
        N_("export it anew and carry the answers over"),
    ),
    "stamp_hash_differs": (
        N_("the catalogue '{id}' has the same version, but its content is not the one exported"),
        N_("look through the changes before writing them"),
    ),
    "period_locked": (
        N_("the period of '{id}' was locked on {on}: its answers do not change any more"),
        N_("open a new period"),
    ),
    "extras_unreadable": (
        N_("the columns that people added cannot be read ({reason})"),
        N_("restore the file, or remove it to go on without them"),
    ),
    "table_column_missing": (
        N_("the table has no column '{heading}'"),
        N_("add the column, with its heading"),
    ),
    "table_words_missing": (
        N_("this cell must say something"),
        N_("fill it in, or clear the row"),
    ),
    "table_one_language": (
        N_("the table has one language: its words stand in both"),
        N_("write the translation into the catalogue where it is needed"),
    ),
    "cell_not_an_obligation": (N_("'{value}' is no obligation"), N_("use: {expected}")),
    "catalogue_exists": (
        N_("this file exists and is not written over"),
        N_("choose another name, or remove it first"),
    ),
    "oscal_json": (
        N_("this is no JSON ({reason})"),
        N_("give the JSON form of the OSCAL document; XML and YAML are not read"),
    ),
    "oscal_kind": (
        N_("this is no OSCAL document of the kind asked for (found: {found})"),
        N_("give one of: {expected}"),
    ),
    "oscal_shape": (
        N_("at {where} the file has another shape than {expected}"),
        N_("have the file validated where it comes from"),
    ),
    "oscal_id_twice": (
        N_("the control '{id}' stands a second time, at {where}"),
        N_("have the file validated where it comes from"),
    ),
    "oscal_no_controls": (
        N_("the file holds no control"),
        N_("give a catalogue, or a profile that selects something"),
    ),
    "oscal_no_catalog": (
        N_("the catalogue that the profile selects from is not at hand ({href})"),
        N_("put its JSON file beside the profile, or name it with --catalog"),
    ),
    "oscal_control_unknown": (
        N_("the profile selects '{id}', which the catalogue does not have"),
        N_("use the version of the catalogue that the profile was written for{hint}"),
    ),
    "oscal_alters_ignored": (
        N_("{n} changes of wording in the profile were not applied"),
        N_("import the resolved catalogue where they matter"),
    ),
    "oscal_withdrawn": (
        N_("{n} withdrawn controls were left out"),
        N_("nothing: they only say where they went"),
    ),
    "poam_nothing_open": (
        N_("none of the {n} judged criteria is open, and OSCAL has no empty plan of action"),
        N_("write the results instead: --kind assessment-results"),
    ),
}
