"""Restoring: what one side has deleted stays, since something that is kept needs it."""

from kvid_composition.document.values import MISSING
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import Kinds, Note, name_entity, start_sentence
from kvid_composition.model.entity import Entity

__all__ = ["restore_entity"]


def restore_entity(
    draft: Draft, entity: Entity, users: list[str], kinds: Kinds, purpose: str
) -> None:
    """Bring back a track or an asset, and note it.

    Args:
        draft: the merged composition in the making.
        entity: what comes back; as ours has it, else as theirs, else as base.
        users: the items that need it.
        kinds: the clashes that may be the cause, being about such an item.
        purpose: what it stays for, as the end of a sentence.
    """
    base, ours, theirs = draft.read_entity(entity)
    held = next(each for each in (ours, theirs, base) if each is not MISSING)
    draft.list_entities(entity.kind)[str(entity.id)] = held
    draft.referee.withdraw_deletion(entity)
    items = tuple(Entity("item", id_) for id_ in users)
    draft.referee.note(
        Note(
            kind="restored",
            entity=entity,
            related=items,
            cause=draft.referee.list_causes(items, kinds),
            message=f"{start_sentence(name_entity(entity))} stays for {purpose}.",
        )
    )
