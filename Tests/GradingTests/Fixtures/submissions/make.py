"""Writes the files beside it, with NumPy and zipfile: python make.py"""

import io
import struct
import warnings
import zipfile

import numpy as np

warnings.simplefilter("ignore")
a = np.arange(6).reshape(2, 3) / 7
b = a[0].astype("float32")


def npy(array, **options):
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def header(text, data=b""):
    text = text.encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def archive(name, members, change=lambda data: data):
    """Members are pairs of a name, or a ZipInfo, and bytes; `change` then spoils the file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for member, data in members:
            zipped.writestr(member, data)
    write(name, bytes(change(bytearray(file.getvalue()))))


# As they should be.
np.savez("stored.npz", dW2=a, db2=b, other=a)
np.savez_compressed("deflated.npz", dW2=a.astype("float16"), J=np.int64(2))
write("float64.npy", npy(np.asfortranarray(a).astype(">f8")))
write("float32.npy", npy(a.astype("f4")))
write("float16.npy", npy(a.astype("f2")))
write("int64.npy", npy(np.arange(6).reshape(2, 3)))
write("nan.npy", npy(np.array([[0, 1, 2], [3, np.nan, 5.0]])))

# Arrays that are refused.
write("objects.npy", npy(np.array([[{}, []]], dtype=object), allow_pickle=True))
write("structured.npy", npy(np.zeros(2, dtype=[("x", "f8"), ("y", "f8")])))
write("complex.npy", npy(a.astype("complex128")))
head = "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }\n"
write("overflow.npy", header(head % "(4294967296, 4294967296)", bytes(8)))
write("short.npy", header(head % "(2, 3)", bytes(8)))
write("long.npy", header(head % "(2, 3)", bytes(50)))
write("eval.npy", header("__import__('os').system('touch /tmp/evaluated')"))

# Archives that are refused, in whole or in part.
archive("part.npz", [("dW2.npy", npy(a)), ("db2.npy", npy(np.array([{}]), allow_pickle=True))])
archive("bomb.npz", [("dW2.npy", npy(np.zeros((1000, 1000))))])
archive("traversal.npz", [("../../dW2.npy", npy(a))])
archive("duplicate.npz", [("dW2.npy", npy(a)), ("dW2.npy", npy(a))])
archive("nested.npz", [("dW2.npz", open("stored.npz", "rb").read())])
link = zipfile.ZipInfo("dW2.npy")
link.external_attr = 0o120777 << 16
archive("link.npz", [(link, b"/etc/passwd")])


def put(data, at, form, value):
    struct.pack_into(form, data, at, value)
    return data


def directory(data):
    return data.index(b"PK\x01\x02")


def ending(data):
    return data.index(b"PK\x05\x06")


def encrypted(data):
    put(data, 6, "<H", 1)
    return put(data, directory(data) + 8, "<H", 1)


def overlapping(data):
    """The second entry of the directory leads to the first member."""
    second = data.index(b"PK\x01\x02", directory(data) + 1)
    return put(data, second + 42, "<L", 0)


def many(data):
    put(data, ending(data) + 8, "<H", 5000)
    return put(data, ending(data) + 10, "<H", 5000)


def unpacking(data):
    put(data, 22, "<L", 1 << 30)
    return put(data, directory(data) + 24, "<L", 1 << 30)


def spoilt(data):
    put(data, 14, "<L", 1)
    return put(data, directory(data) + 16, "<L", 1)


one = [("dW2.npy", npy(a))]
archive("encrypted.npz", one, encrypted)
archive("overlapping.npz", [("dW2.npy", npy(a)), ("db2.npy", npy(a))], overlapping)
archive("many.npz", one, many)
archive("ratio.npz", one, unpacking)
archive("checksum.npz", one, spoilt)
archive("cut.npz", one, lambda data: data[:-10])
