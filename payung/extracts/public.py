"""All that others may import from extracts."""

from payung.extracts.extract import extract
from payung.extracts.layout import SUPPLIERS, Layout, layouts
from payung.extracts.reject import (
    DoesNotReconcile,
    ExtractError,
    Fault,
    MappingFault,
    faults,
)
from payung.extracts.report import ExtractReport, FileReport, NoFiles, SupplierReport, UnreadableSupplier

__all__ = [
    "SUPPLIERS",
    "DoesNotReconcile",
    "ExtractError",
    "ExtractReport",
    "Fault",
    "FileReport",
    "Layout",
    "MappingFault",
    "NoFiles",
    "SupplierReport",
    "UnreadableSupplier",
    "extract",
    "faults",
    "layouts",
]
