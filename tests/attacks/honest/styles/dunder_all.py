"""Names are exported, and docstrings are in several languages."""

__all__ = ["styled"]
__author__ = "Ben"
__version__ = "1.0"


def styled(function):
    """Возвращает функцию без изменений. 関数をそのまま返します。 Gibt die Funktion zurück."""

    def inner(*args, **kwargs):
        """计算结果。"""
        return function(*args, **kwargs)

    return inner
