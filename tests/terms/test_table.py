"""Are the tables between steps declared without contradiction?"""

from payung.terms.public import tables


def test_the_flow_is_in_order() -> None:
    assert list(tables()) == [
        "records",
        "rejects",
        "links",
        "reviews",
        "persons",
        "memberships",
        "determinations",
        "clocks",
        "paths",
        "decree_rows",
        "decree_hits",
        "decree_regions",
        "decree_payers",
        "decree_batches",
        "better_rows",
        "acts",
    ]


def test_every_column_has_a_type_and_a_meaning() -> None:
    for table in tables().values():
        assert set(table.key) <= set(table.column_names)
        for column in table.columns:
            assert column.type in {"text", "int64", "date", "bool"}, (table.name, column.name)
            assert column.meaning, (table.name, column.name)


def test_money_carries_its_unit() -> None:
    for table in tables().values():
        for column in table.columns:
            if column.name.endswith("_idr"):
                assert column.unit in {"idr", "idr/month"}, (table.name, column.name)
                assert column.type == "int64"
