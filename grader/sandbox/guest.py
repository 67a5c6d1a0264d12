"""Runs inside the sandbox: loads one submission and calls its functions when asked.

The only file that stands beside a submission; it imports NumPy and the standard library alone.
Nothing here is trusted once the submission is loaded, since that code can change all of it: the
other side checks every byte, keeps the clock, and holds everything worth stealing.

A message is a small datagram (kind, length of the header, offset of the payload) and a memory
file with the header in JSON and the bytes of the arrays. The answer goes into a second memory
file, which is sealed before the datagram is sent, so that nothing can be changed afterwards.
"""

import array
import ctypes
import fcntl
import io
import json
import os
import random
import resource
import signal
import socket
import struct
import sys
import types

import numpy as np

HEAD = struct.Struct("<BQQ")
LOAD, CALL, PREPARE, FIRE = 1, 2, 3, 4
READY, DONE, AFTER = 16, 17, 18
ALIGN = 64
MAX_DEPTH, MAX_NODES, MAX_HEADER = 8, 20_000, 1 << 20
MODULE = "submission"
DTYPES = tuple(
    np.dtype(name).name
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "longdouble complex64 complex128 clongdouble".split()
)
SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW


class Untransportable(Exception):
    """A value that has no plain form; carries the name of its type."""


class TooLarge(Exception):
    """A value larger than the limit."""


# -- values ------------------------------------------------------------------------------------
class Packer:
    """Turns a value into a JSON-able header and buffers at offsets into one payload."""

    def __init__(self, limit):
        self.limit, self.size, self.nodes, self.buffers = limit, 0, 0, []

    def pack(self, value, depth=0):
        kind = type(value)
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise Untransportable("a structure nested too deeply")
        if self.nodes > MAX_NODES:
            raise TooLarge(f"more than {MAX_NODES} values in one answer")
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return {"i": hex(value)}
        if kind is float:
            return {"f": value.hex()}
        if kind is complex:
            return {"c": [value.real.hex(), value.imag.hex()]}
        if kind is np.ndarray:
            return {"a": self._array(value)}
        if isinstance(value, np.generic) and kind.__module__ == "numpy":
            return {"s": self._array(np.asarray(value))}
        if kind is list:
            return [self.pack(item, depth + 1) for item in value]
        if kind is tuple:
            return {"t": [self.pack(item, depth + 1) for item in value]}
        if kind is dict:
            pairs = value.items()
            return {"d": [[self.pack(k, depth + 1), self.pack(v, depth + 1)] for k, v in pairs]}
        raise Untransportable(type_name(kind))

    def _array(self, value):
        dtype = value.dtype.newbyteorder("=")
        if value.dtype.name not in DTYPES:
            raise Untransportable(f"an array of dtype {value.dtype}"[:200])
        if value.nbytes + self.size > self.limit:
            raise TooLarge(f"{value.nbytes + self.size} bytes in one answer")
        fortran = value.flags.f_contiguous and not value.flags.c_contiguous
        flat = np.asarray(value, dtype=dtype).ravel(order="F" if fortran else "C")
        offset = self.size
        self.buffers.append((offset, flat.view(np.uint8)))
        self.size += -(-flat.nbytes // ALIGN) * ALIGN
        order = "F" if fortran else "C"
        return [dtype.name, list(value.shape), offset, order, bool(value.flags.writeable)]


def type_name(kind):
    module = getattr(kind, "__module__", "")
    name = str(getattr(kind, "__qualname__", kind))
    plain = module in ("builtins", MODULE) or not isinstance(module, str)
    return (name if plain else f"{module}.{name}")[:200]


def write_message(fd, header, packer):
    """Header and payload into a memory file; returns the datagram's numbers."""
    text = json.dumps(header).encode()
    if len(text) > MAX_HEADER:
        raise TooLarge(f"{len(text)} bytes of text in one answer")
    start = -(-len(text) // ALIGN) * ALIGN
    os.pwrite(fd, text, 0)
    for offset, buffer in packer.buffers:
        done = 0
        while done < len(buffer):
            done += os.pwrite(fd, buffer[done:].data, start + offset + done)
    return len(text), start


class Unpacker:
    """Builds the inputs of a call from a request, and says later whether they were changed."""

    def __init__(self, fd, start):
        self.fd, self.start, self.arrays = fd, start, []

    def build(self, header):
        if type(header) is list:
            return [self.build(item) for item in header]
        if type(header) is not dict:
            return header
        ((kind, body),) = header.items()
        if kind == "i":
            return int(body, 16)
        if kind == "f":
            return float.fromhex(body)
        if kind == "c":
            return complex(*map(float.fromhex, body))
        if kind == "t":
            return tuple(self.build(item) for item in body)
        if kind == "d":
            return {self.build(key): self.build(item) for key, item in body}
        value = self._array(*body)
        return value[()] if kind == "s" else value

    def _array(self, dtype, shape, offset, order, writable):
        value = np.empty(shape, dtype, order=order)
        flat = value.ravel(order="K").view(np.uint8)
        done = 0
        while done < len(flat):
            done += os.preadv(self.fd, [flat[done:].data], self.start + offset + done)
        value.flags.writeable = writable
        self.arrays.append((value, flat, offset, value.shape, value.dtype, value.strides))
        return value

    def changed(self):
        """Whether an input array differs from what was sent, in bytes or in form."""
        for value, flat, offset, shape, dtype, strides in self.arrays:
            if (value.shape, value.dtype, value.strides) != (shape, dtype, strides):
                return True
            sent = os.pread(self.fd, len(flat), self.start + offset)
            if not np.array_equal(np.frombuffer(sent, np.uint8), flat):
                return True
        return False


def plain(value):
    """Scalars and containers of an input, to be compared after the call; arrays left out."""
    if type(value) in (list, tuple):
        return [plain(item) for item in value]
    if type(value) is dict:
        return [[plain(key), plain(item)] for key, item in value.items()]
    return type(value).__name__ if isinstance(value, np.ndarray) else repr(value)


# -- the submission ----------------------------------------------------------------------------
class Submission:
    """The module made from the source, and what its exceptions look like from outside."""

    def __init__(self, filename):
        self.filename, self.module = filename, types.ModuleType(MODULE)
        self.module.__file__ = filename

    def load(self, source):
        try:
            code = compile(source, self.filename, "exec", dont_inherit=True)
        except SyntaxError as error:
            return {"syntax": [error.lineno, str(error.msg)[:500]]}
        except (ValueError, RecursionError, OverflowError) as error:
            return {"syntax": [None, str(error)[:500]]}
        except MemoryError:
            return {"syntax": [None, "too deeply nested, or too much for the memory limit"]}
        sys.modules[MODULE] = self.module
        try:
            exec(code, self.module.__dict__)
        except BaseException as error:
            return self.told(error)
        return {}

    def find(self, name):
        """The function, or why there is none."""
        module = sys.modules.get(MODULE, self.module)
        try:
            function = getattr(module, name)
        except AttributeError:
            names = [n for n in vars(module) if type(n) is str and not n.startswith("__")]
            return None, {"missing": [n[:100] for n in names[:200]]}
        except BaseException as error:
            return None, self.told(error)
        if not callable(function):
            return None, {"not_callable": type_name(type(function))}
        return function, None

    def told(self, error):
        """An exception as plain values: type, message, the lines of the submission's frames."""
        if isinstance(error, SystemExit):
            return {"exit": repr(error.code)[:100]}
        lines, trace = [], error.__traceback__
        while trace is not None and len(lines) < 2000:
            if trace.tb_frame.f_code.co_filename == self.filename:
                lines.append(trace.tb_lineno)
            trace = trace.tb_next
        return {
            "raised": type_name(type(error)),
            "message": short_text(error),
            "lines": lines[:10] + lines[10:][-20:],
            "memory": isinstance(error, MemoryError),
            "module": error.name if type(error) is ModuleNotFoundError else None,
        }


def short_text(error):
    """``str(error)``, which may loop, raise or be huge."""

    def stop(*_):
        raise TimeoutError

    try:
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        return str(error)[:2000]
    except BaseException:
        return "(its message could not be made)"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


# -- requests ----------------------------------------------------------------------------------
class Loop:
    """Answers requests on a channel until it closes."""

    def __init__(self, channel, limits):
        self.channel, self.limits = channel, limits
        self.submission = None
        self.prepared = None

    def run(self):
        while True:
            datagram, fds = receive(self.channel, 2)
            if not datagram:
                return
            self.answer(*HEAD.unpack(datagram), *fds)

    def answer(self, kind, length, start, request=None, reply=None):
        if kind == FIRE:
            self.call()
            return
        header = json.loads(os.pread(request, length, 0))
        if kind == LOAD:
            source = os.pread(request, header["size"], start)
            self.load(header, source.decode() if header["text"] else source, reply)
            os.close(request)
            return
        self.prepare(header, request, start, reply)
        if kind == CALL:
            self.call()
        else:
            self.channel.send(HEAD.pack(AFTER, 0, 0))

    def load(self, header, source, reply):
        self.submission = Submission(header["filename"])
        told = self.submission.load(source)
        flush()
        self.send(reply, told, Packer(0))
        self.channel.send(HEAD.pack(AFTER, 0, 0))

    def prepare(self, header, request, start, reply):
        inputs = Unpacker(request, start)
        args, kwargs = inputs.build(header["args"]), inputs.build(header["kwargs"])
        function, told = self.submission.find(header["function"])
        self.prepared = (
            function,
            told,
            args,
            kwargs,
            inputs,
            plain([args, kwargs]),
            request,
            reply,
        )

    def call(self):
        function, told, args, kwargs, inputs, before, request, reply = self.prepared
        self.prepared = None
        packer = Packer(self.limits["result_bytes"])
        if function is not None:
            try:
                told = {"value": packer.pack(function(*args, **kwargs))}
            except Untransportable as error:
                told = {"untransportable": str(error)}
            except TooLarge as error:
                told = {"too_large": str(error)}
            except BaseException as error:
                told = self.submission.told(error)
        self.send(reply, told, packer)
        changed = inputs.changed() or plain([args, kwargs]) != before
        os.close(request)
        flush()
        self.channel.send(HEAD.pack(AFTER, changed, 0))

    def send(self, reply, told, packer):
        if "value" not in told:
            packer.buffers = []
        try:
            numbers = write_message(reply, told, packer)
        except TooLarge as error:
            os.ftruncate(reply, 0)
            numbers = write_message(reply, {"too_large": str(error)}, Packer(0))
        fcntl.fcntl(reply, fcntl.F_ADD_SEALS, SEALS)
        os.close(reply)
        self.channel.send(HEAD.pack(DONE, *numbers))


def receive(channel, most):
    """One datagram and the descriptors that came with it."""
    space = socket.CMSG_SPACE(4 * most)
    datagram, extra, _, _ = channel.recvmsg(65536, space, socket.MSG_CMSG_CLOEXEC)
    fds = array.array("i")
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
    return datagram, list(fds)


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the submission may have replaced or closed it
            continue


# -- the walls that a session builds around itself -----------------------------------------------
libc = ctypes.CDLL(None, use_errno=True)
NO_NEW_PRIVS, CAPBSET_DROP = 38, 24


def syscall(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def limit_resources(limits):
    cpu = int(limits["cpu_seconds"]) + 1
    for name, value in (  # the other side sets the limit on memory, from what is mapped by then
        ("RLIMIT_NPROC", limits["processes"]),
        ("RLIMIT_FSIZE", limits["result_bytes"] + 2 * MAX_HEADER),
        ("RLIMIT_NOFILE", 256),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_MEMLOCK", 0),
        ("RLIMIT_SIGPENDING", 256),
        ("RLIMIT_MSGQUEUE", 0),
        ("RLIMIT_NICE", 0),
        ("RLIMIT_RTPRIO", 0),
    ):
        resource.setrlimit(getattr(resource, name), (value, value))


def drop_capabilities(numbers):
    for capability in range(64):
        if libc.prctl(CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    nothing = struct.pack("<6I", 0, 0, 0, 0, 0, 0)
    syscall(numbers["capset"], struct.pack("<Ii", 0x20080522, 0), nothing)


def install_filter(numbers, program):
    """Puts the seccomp filter in force; returns the descriptor on which its questions arrive."""
    libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0)
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    filled = Program(len(program) // 8, ctypes.addressof(code))
    set_mode_filter, new_listener = 1, 8
    return syscall(numbers["seccomp"], set_mode_filter, new_listener, ctypes.byref(filled))


def start_afresh():
    """Own random state, own streams, no environment, a folder of its own."""
    os.environ.clear()
    os.chdir("/tmp")
    os.umask(0o077)
    random.seed()
    np.random.seed()
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        raw = open(descriptor, "wb", buffering=0, closefd=False)
        stream = io.TextIOWrapper(raw, "utf-8", "backslashreplace", write_through=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def session(channel):
    """One session from its first message to its end."""
    datagram, _ = receive(channel, 0)
    setup = json.loads(datagram)
    start_afresh()
    limit_resources(setup["limits"])
    drop_capabilities(setup["numbers"])
    listener = install_filter(setup["numbers"], bytes.fromhex(setup["filter"]))
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [listener]))]
    channel.sendmsg([HEAD.pack(READY, 0, 0)], rights)
    os.close(listener)
    Loop(channel, setup["limits"]).run()


if __name__ == "__main__":
    session(socket.socket(fileno=int(sys.argv[2])))
    os._exit(0)
