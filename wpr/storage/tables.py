"""Every table there is, for the migrations and for whole copies."""

from sqlalchemy import MetaData

from wpr.storage import (
    authorship,
    coaching,
    comments,
    documents,
    guests,
    looks,
    notices,
    people,
    presence,
    prints,
    reviewing,
    versions,
)
from wpr.storage.base import Base

MODULES = (
    documents,
    people,
    coaching,
    versions,
    authorship,
    notices,
    comments,
    guests,
    presence,
    prints,
    reviewing,
    looks,
)


def metadata() -> MetaData:
    """The metadata with every row class registered on it."""
    return Base.metadata
