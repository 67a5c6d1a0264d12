import numpy as numpy_lib

# Fehlerfälle zuerst prüfen, danach für jede Klasse zählen


def pruefe(klassen: numpy_lib.ndarray, werte: numpy_lib.ndarray) -> None:
    """Nur ein Vektor, nur zwei Klassen."""
    if klassen.size < 1 or klassen.ndim != 1 or klassen.shape != werte.shape:
        raise ValueError("Die Eingaben passen nicht zusammen.")
    fremde = numpy_lib.setdiff1d(klassen, [0, 1])
    nur_eine = len(set(klassen.tolist())) < 2
    if fremde.size or numpy_lib.isnan(werte).any() or nur_eine:
        raise ValueError("Falsche Klassen oder Werte.")


def anteil(gruppen, klassen, welche, anzahl):
    gezaehlt = numpy_lib.bincount(gruppen[klassen == welche], minlength=anzahl)
    gezaehlt = gezaehlt[::-1]
    mit_null = numpy_lib.insert(gezaehlt, 0, 0)
    return mit_null.cumsum() / gezaehlt.sum()


def roc_curve(labels, scores):
    werte = numpy_lib.array(scores)
    klassen = numpy_lib.array(labels)
    pruefe(klassen, werte)
    if werte.dtype.kind == "f":
        werte = werte + 0.0
    else:
        werte = werte.astype(numpy_lib.float64)
    verschiedene, gruppen = numpy_lib.unique(werte, return_inverse=True)
    anzahl = verschiedene.size
    print("Schwellen:", anzahl)
    falsch = anteil(gruppen, klassen, 0, anzahl)
    richtig = anteil(gruppen, klassen, 1, anzahl)
    schwellen = numpy_lib.insert(verschiedene[::-1], 0, numpy_lib.inf)
    return falsch, richtig, schwellen
