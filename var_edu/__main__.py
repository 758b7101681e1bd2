"`python -m var_edu` is the command `var_edu`."
import os, signal, sys

_SIGNALS = signal.SIGINT, signal.SIGTERM

def _stop(number, frame):
    try: os.write(2, b'var_edu: interrupted\n' if number == signal.SIGINT else b'var_edu: terminated\n')
    finally: os._exit(128+number) # nothing has begun yet

def main():
    "The command; stopped while it is still loaded it shows no traceback either, stopped while Python ends it has done its work"
    old = {n: signal.signal(n, _stop) for n in _SIGNALS if signal.getsignal(n) in (signal.SIG_DFL, signal.default_int_handler)}
    from .cli import main
    for n, handler in old.items(): signal.signal(n, handler)
    try: return main()
    finally:
        for n in old: signal.signal(n, signal.SIG_IGN)

if __name__ == '__main__': sys.exit(main())
