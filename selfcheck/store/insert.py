"""Inserting where a row may be there already, whoever wrote it a moment ago: the constraint decides, not a look."""

from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from selfcheck.store.model import Json, Model


class TakenError(Exception):
    """Another row holds a value that must be unique."""


def flush_unique(session: Session, row: Model) -> None:
    """Store the new row; raises TakenError, with the transaction still good, where a constraint refuses it."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise TakenError from error


def insert_once(session: Session, model: type[Model], values: Json) -> None:
    """Insert the row unless one with the same key is there, whoever wrote it."""
    statement: Insert
    if session.get_bind().dialect.name == "postgresql":
        statement = postgresql.insert(model).values(values).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(model).values(values).on_conflict_do_nothing()
    session.execute(statement)


def next_in_row(session: Session, model: type[Any], key: Json, column: str) -> int:
    """The next number of a counter row, made at 1; holds the row until the transaction ends, so none is given twice."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    counter = getattr(model, column)
    statement = (
        insert(model)
        .values({**key, column: 1})
        .on_conflict_do_update(index_elements=list(key), set_={column: counter + 1})
        .returning(counter)
    )
    return int(session.execute(statement).scalar_one())
