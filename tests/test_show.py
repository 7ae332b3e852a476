"""Rows as text."""

import json

from kg.show import as_csv, as_json, table

ROWS = [("公安局", 2), ("a\x1b[2J", None)]


def test_a_table_lines_up_by_the_columns_of_a_terminal():
    assert table(["name", "n"], ROWS).splitlines() == [
        "name        n",
        "----------  -",
        "公安局      2",
        "a\\u001b[2J",
    ]


def test_no_rows():
    assert table(["name"], []) == "0 rows\n"


def test_csv_quotes():
    assert as_csv(["name", "n"], [('a,"b"', 1)]) == 'name,n\r\n"a,""b""",1\r\n'


def test_json_is_a_list_of_objects():
    assert json.loads(as_json(["name", "n"], ROWS))[0] == {"name": "公安局", "n": 2}
