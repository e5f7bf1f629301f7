"""The Open Cap Format (opencaptablecoalition.com): a cap table with its history as JSON files in a zip, out and in."""

from engine.files.ocf.read import Imported, NotTaken, Promise, read
from engine.files.ocf.write import OCF_VERSION, export, package

__all__ = ["OCF_VERSION", "Imported", "NotTaken", "Promise", "export", "package", "read"]
