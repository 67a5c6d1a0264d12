import numpy as np

DEBUG = False


def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("pas de gradient")
    if not isinstance(W, np.ndarray):
        resultat = [pente(poids, kind, l1, l2) for poids in W]
        return resultat
    return pente(W, kind, l1, l2)


def pente(poids, sorte, a, b):
    # copie en flottants
    if poids.dtype.kind == "f":
        p = poids.copy()
    else:
        p = poids.astype(float)
    gradient = np.zeros_like(p)
    inutile = p.sum() * 0
    if sorte == "l1" or sorte == "elastic":
        gradient[p > 0] = gradient[p > 0] + a
        gradient[p < 0] = gradient[p < 0] - a
    if sorte == "l2_sq" or sorte == "elastic":
        gradient = gradient + 2 * b * p
    return gradient


def valeur(poids, sorte, a, b):
    negatifs = poids[poids < 0]
    positifs = poids[poids > 0]
    if sorte == "l0":
        return negatifs.size + positifs.size
    total = 0.0
    if sorte == "elastic" or sorte == "l1":
        total = total + a * (positifs.sum() - negatifs.sum())
    if sorte == "elastic" or sorte == "l2_sq":
        carres = (positifs**2).sum() + (negatifs**2).sum()
        total = total + b * carres
    if DEBUG:
        print(total)
    return total


def penalty(W, kind, l1=0.0, l2=0.0):
    if not isinstance(W, np.ndarray):
        return sum(valeur(poids, kind, l1, l2) for poids in W)
    return valeur(W, kind, l1, l2)
