"""Words for what can be wrong with a reference table."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "tables_absent": (
        N_("there is no CSV file in this folder"),
        N_("name a folder that holds reference tables"),
    ),
    "table_encoding": (
        N_("this table is not UTF-8 text"),
        N_("save it again as UTF-8"),
    ),
    "table_csv": (
        N_("this line is not CSV"),
        N_("check the quotes of this line and the one before"),
    ),
    "table_columns": (
        N_("columns are missing: {columns}"),
        N_("a reference table needs id, family, model, params, metric, expected and tolerances"),
    ),
    "table_short_row": (
        N_("row {id} has too few cells"),
        N_("give it a cell for every column"),
    ),
    "table_params": (
        N_("params of row {id} are not a JSON object"),
        N_('write them as {{"name": value}} and double the quotes inside the cell'),
    ),
    "table_number": (
        N_("row {id} has an expected value or a tolerance that is not a number"),
        N_("write numbers with a decimal point, and tolerances of 0 or more"),
    ),
    "table_parameters": (
        N_("the parameters of row {id} do not describe a question: {reason}"),
        N_("give every parameter of the family, each in its range"),
    ),
}
