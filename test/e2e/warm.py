"""A Python that has the libraries of training already: what is started through it is forked, and imports them in no time.

    python warm.py FOLDER

writes FOLDER/python, which takes the words that python takes, and serves it until its standard input is closed. Each start is
a process of its own, with the words, environment, folder, files and signals of a Python that is started anew, and the same
libraries; so is each process that it starts by sys.executable, as torchrun does.
"""

import array
import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from pathlib import Path

PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGHUP)

START = """#!{python} -SE
import array, ctypes, json, os, signal, socket, sys

words = [word for word in sys.argv[1:2] if word != "-u"] + sys.argv[2:]
if words[0][0] == "-" and words[0] != "-m":
    os.execv({python!r}, [{python!r}, *sys.argv[1:]])
ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: ends with what started it, if that is killed
line = socket.socket(socket.AF_UNIX)
line.connect({address!r})
for number in {signals!r}:
    signal.signal(number, lambda number, _: line.send(bytes([number])))
message = json.dumps([words, dict(os.environ), os.getcwd()]).encode()
files = array.array("i", [0, 1, 2])
line.sendmsg([len(message).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
line.sendall(message)
code = int.from_bytes(line.recv(4) or b"\\0\\0\\0\\1", "big", signed=True)
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


def load():
    """What train.py, encode.py, sample.py and accelerate import; nothing of it may start a thread."""
    import accelerate.commands.launch  # noqa: F401
    import deepspeed  # noqa: F401
    import diffusers
    import peft  # noqa: F401
    import torch.distributed.run  # noqa: F401
    import transformers
    from torch.utils import tensorboard  # noqa: F401

    for name in ("AutoencoderKLCogVideoX", "CogVideoXDDIMScheduler", "CogVideoXDPMScheduler"):
        getattr(diffusers, name)
    for name in ("CogVideoXPipeline", "CogVideoXImageToVideoPipeline", "CogVideoXTransformer3DModel"):
        getattr(diffusers, name)
    for name in ("AutoTokenizer", "T5EncoderModel"):
        getattr(transformers, name)
    if len(os.listdir("/proc/self/task")) > 1:
        raise SystemExit("a library has started a thread, which does not outlive a fork")


def hear(line):
    """Words, environment, folder and files of a start."""
    files = array.array("i")
    head, extra, _, _ = line.recvmsg(4, socket.CMSG_SPACE(3 * files.itemsize))
    for _level, _type, data in extra:
        files.frombytes(data)
    size, message = int.from_bytes(head, "big"), b""
    while len(message) < size:
        message += line.recv(size - len(message))
    return *json.loads(message), list(files)


def become(words, environment, folder, files, start):
    """Of the forked process: all that Python itself would set up."""
    os.setsid()
    for target, file in enumerate(files):
        os.dup2(file, target)
        os.close(file)
    for number in (*PASSED_ON, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.executable = start
    first, *rest = words
    if first == "-m":
        sys.argv, sys.path[0] = rest, folder
        return lambda: runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    sys.argv, sys.path[0] = words, str(Path(first).parent)
    return lambda: runpy.run_path(first, run_name="__main__")


def serve(listener, start):
    """Until there is nobody who could start something; gives, in a forked process, what that is to do."""
    lines, wake = {}, os.pipe()
    os.set_blocking(wake[1], False)
    signal.set_wakeup_fd(wake[1])
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        for ready in select.select([0, listener, wake[0], *lines], [], [])[0]:
            if ready == 0:
                for child in lines.values():
                    os.kill(child, signal.SIGKILL)
                return None
            if ready is listener:
                line, _ = listener.accept()
                *told, files = hear(line)
                child = os.fork()
                if child == 0:
                    signal.set_wakeup_fd(-1)
                    for each in (listener, line, *lines):
                        each.close()
                    for each in wake:
                        os.close(each)
                    return become(*told, files, start)
                for file in files:
                    os.close(file)
                lines[line] = child
            elif ready == wake[0]:
                os.read(ready, 4096)
                reap(lines)
            elif ready in lines:
                pass_on(ready, lines)


def reap(lines):
    for line, child in list(lines.items()):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            try:
                line.send(code.to_bytes(4, "big", signed=True))
            except OSError:
                pass  # it was killed
            line.close()
            del lines[line]


def pass_on(line, lines):
    """A signal to the process; where its line is cut, it was killed."""
    told = line.recv(64)
    for number in told or [signal.SIGKILL]:
        os.kill(lines[line], number)
    if not told:
        os.waitpid(lines.pop(line), 0)
        line.close()


def main():
    folder = Path(sys.argv[1])
    start = folder / "python"
    load()
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "line"))
    listener.listen(16)
    start.write_text(
        START.format(
            python=sys.executable, address=str(folder / "line"), signals=[int(each) for each in PASSED_ON]
        )
    )
    start.chmod(0o755)
    print("ready", flush=True)
    work = serve(listener, str(start))
    if work:
        work()


if __name__ == "__main__":
    main()
