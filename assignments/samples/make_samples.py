"""Writes the sample submissions: right ones, and ones that are wrong in known ways.

Everything is computed with NumPy alone, so that the samples owe nothing to the program that
grades them. expected.md says what is to be said of each. Run it in this folder:

    python3 make_samples.py
"""

import json
from pathlib import Path

import numpy as np


# Ways to hand in


def npz(path, answers, kind=np.float64):
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{name: value.astype(kind) for name, value in answers.items()})


def npy(folder, answers, kind=np.float64):
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in answers.items():
        np.save(folder / f"{name}.npy", value.astype(kind))


def csv(folder, answers, form):
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in answers.items():
        np.savetxt(folder / f"{name}.csv", np.atleast_1d(value), fmt=form, delimiter=",")


def typed(value, form):
    if np.ndim(value) == 0:
        return format(value, form)
    return "[" + ", ".join(typed(part, form) for part in value) + "]"


def as_json(path, answers, form=None):
    """Full precision, or as a person would type it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if form is None:
        lists = {name: None if a is None else a.tolist() for name, a in answers.items()}
        path.write_text(json.dumps(lists, indent=1) + "\n")
    else:
        lines = [f'  "{name}": {typed(value, form)}' for name, value in answers.items()]
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def text(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines.lstrip("\n"))


def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def onehot(y, classes):
    return np.eye(classes)[y]


# A linear classifier on the spiral


def spiral_softmax(folder):
    random = np.random.RandomState(0)
    X, y = np.zeros((300, 2)), np.zeros(300, dtype=int)
    for arm in range(3):
        rows = range(100 * arm, 100 * arm + 100)
        radius = np.linspace(0, 1, 100)
        angle = np.linspace(4 * arm, 4 * arm + 4, 100) + random.randn(100) * 0.2
        X[rows] = np.c_[radius * np.sin(angle), radius * np.cos(angle)]
        y[rows] = arm
    W, b, reg = random.randn(2, 3), np.array([0.3, -0.2, 0.1]), 0.05
    p = softmax(X @ W + b)

    def backwards(ds, penalty=reg, bias=np.sum):
        return {"ds": ds, "dW": X.T @ ds + penalty * W, "db": bias(ds, axis=0)}

    ds = (p - onehot(y, 3)) / 300
    npz(folder / "bao.npz", backwards(ds))
    npy(folder / "chen", backwards(p / 300), np.float32)
    csv(folder / "dora", backwards(ds), "%.7f")
    as_json(folder / "fatima.json", backwards(300 * ds))
    npz(folder / "gil.npz", backwards(-ds))
    as_json(folder / "hana.json", backwards(ds, bias=np.mean))
    text(folder / "ada.grad", """
p = softmax(s)
ds = (p - onehot(y, 3)) / 300
dW = X' @ ds + reg * W
db = sum(ds, axis=0)
""")
    text(folder / "emre.md", """
# The spiral

The softmax and the logarithm leave the probabilities, less one at the right class.

```answer
ds = (softmax(s) - onehot(y, 3)) / 300
db = sum(ds, axis=0)
```

The square gives a 2.

```answer
dW = X' @ ds + 2 * reg * W
```
""")


# A two-layer net, backwards


def two_layer_l2(folder):
    random = np.random.RandomState(7)
    X, y = random.randn(5, 2), np.array([2, 0, 1, 1, 2])
    W1, b1 = random.randn(2, 4), 0.5 * random.randn(4)
    W2, b2 = random.randn(4, 3), 0.5 * random.randn(3)
    reg = 0.1
    z1 = X @ W1 + b1
    h = np.maximum(z1, 0)
    p = softmax(h @ W2 + b2)

    def backwards(ds, penalty=reg, mask=z1 > 0, bias=np.sum):
        dh = ds @ W2.T
        dz1 = dh * mask
        return {
            "ds": ds, "dW2": h.T @ ds + penalty * W2, "db2": bias(ds, axis=0), "dh": dh,
            "dz1": dz1, "dW1": X.T @ dz1 + penalty * W1, "db1": bias(dz1, axis=0),
        }

    ds = (p - onehot(y, 3)) / 5
    right = backwards(ds)
    npz(folder / "ada.npz", right)
    npy(folder / "bao", right, np.float32)
    as_json(folder / "carl.json", backwards(5 * ds))
    csv(folder / "dora", right, "%.5f")
    csv(folder / "lea", right, "%.2f")
    as_json(folder / "gil.json", backwards(ds, mask=1), ".6f")
    turned = dict(right, dW2=right["dW2"].T)
    as_json(folder / "hana" / "answers.json", {k: turned[k] for k in turned if k != "dW1"})
    npy(folder / "hana", {"dW1": turned["dW1"]})
    as_json(folder / "ivo.json", backwards(ds, bias=np.mean))
    spoilt = dict(right, dW1=np.where(right["dW1"] > 0.5, np.nan, right["dW1"]))
    npz(folder / "jun.npz", spoilt)
    as_json(folder / "kim.json", dict(right, dW1=None, db1=None))
    text(folder / "emre.grad", """
# From the scores back to the first layer.
ds = (softmax(s) - onehot(y, 3)) / 5
dW2 = h' @ ds + reg * W2
db2 = sum(ds, axis=0)
dh = ds @ W2'
dz1 = dh * (z1 > 0)
dW1 = X' @ dz1 + reg * W1
db1 = sum(dz1, axis=0)
""")
    text(folder / "fatima.md", """
# Two layers

```answer
ds = (softmax(s) - onehot(y, 3)) / 5
dW2 = h' @ ds
db2 = sum(ds, axis=0)
```

What is off passes nothing back.

```answer
dh = ds @ W2'
dz1 = dh * (h > 0)
dW1 = X' @ dz1
db1 = sum(dz1, axis=0)
```
""")


# Batch normalisation by hand


def batch_norm(folder):
    random = np.random.RandomState(8)
    z = random.randn(5, 3) * np.array([0.5, 1, 2]) + np.array([1, 0, -1])
    gamma, eps = np.array([1.2, 0.8, -0.5]), 0.01
    mu, variance = z.mean(axis=0), z.var(axis=0)
    xhat = (z - mu) / np.sqrt(variance + eps)
    v = random.randn(5, 3)

    def backwards(direct=1, by_variance=1, by_mean=1, eps_of_variance=eps, bias=np.sum):
        dxhat = v * gamma
        power = (variance + eps_of_variance) ** -1.5
        dvar = (dxhat * (z - mu)).sum(axis=0) * -0.5 * power
        dmu = -dxhat.sum(axis=0) / np.sqrt(variance + eps)
        dz = (
            direct * dxhat / np.sqrt(variance + eps)
            + by_variance * dvar * 2 * (z - mu) / 5
            + by_mean * dmu / 5
        )
        return {
            "dbeta": bias(v, axis=0), "dgamma": bias(v * xhat, axis=0), "dxhat": dxhat,
            "dvar": dvar, "dmu": dmu, "dz": dz,
        }

    npy(folder / "ada", backwards())
    as_json(folder / "bao.json", backwards(), ".6f")
    npz(folder / "chen.npz", backwards(by_variance=0))
    as_json(folder / "emre.json", backwards(by_mean=0))
    csv(folder / "gil", backwards(bias=np.mean), "%.8g")
    npz(folder / "hana.npz", backwards(eps_of_variance=0))
    text(folder / "dora.grad", """
dbeta = sum(v, axis=0)
dgamma = sum(v * xhat, axis=0)
dxhat = v * gamma
d = sqrt(variance + eps)
dvar = -0.5 * sum(dxhat * (z - mu), axis=0) / d^3
dmu = -sum(dxhat, axis=0) / d
dz = dxhat / d + 2 / 5 * (z - mu) * dvar + dmu / 5
""")
    text(folder / "fatima.md", """
# Batch normalisation

```answer
dbeta = sum(v, axis=0)
dgamma = sum(v * xhat, axis=0)
dxhat = v * gamma
dvar = sum(dxhat * (z - mu), axis=0) * -1/2 * (variance + eps)^(-3/2)
dmu = sum(-dxhat / sqrt(variance + eps), axis=0)
dz = dxhat / sqrt(variance + eps)
```
""")


if __name__ == "__main__":
    here = Path(__file__).parent
    spiral_softmax(here / "spiral-softmax")
    two_layer_l2(here / "two-layer-l2")
    batch_norm(here / "batch-norm")
