"""The thumbnail: which picture stands for a composition."""

from kvid_composition.document.order import list_in_javascript_order
from kvid_composition.document.urls import UrlFault, find_url_fault
from kvid_composition.document.values import read_members
from kvid_composition.model.documented import read_plain

__all__ = ["derive_thumbnail"]

# A browser can fetch these all the same; what else is to be said of them, validation says.
_USABLE = frozenset((None, UrlFault.PRIVATE_HOST, UrlFault.INSECURE))


def derive_thumbnail(document: object) -> str | None:
    """Give the `remoteUrl` of the first image asset that has a usable one, or None.

    "First" is meant in the order in which JavaScript walks over `assets`, since the service that
    recomputes `thumbnail_url` does. A URL is usable when it breaks neither MED102 nor MED103.

    The document may be a model, or of any shape; what is no image asset is passed by.
    """
    assets = read_members(read_members(read_plain(document)).get("assets"))
    for name in list_in_javascript_order(assets):
        asset = read_members(read_plain(assets[name]))
        kind, url = asset.get("type"), asset.get("remoteUrl")
        if type(kind) is str and kind == "image" and type(url) is str and _is_usable(url):
            return url
    return None


def _is_usable(url: str) -> bool:
    finding = find_url_fault(url)
    return (finding.fault if finding else None) in _USABLE
