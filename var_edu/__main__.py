"`python -m var_edu` is the command `var_edu`."
import signal, sys

def _stop(number, frame): sys.exit(128+number)

def main():
    "The command; being stopped while it is still loaded shows no traceback either"
    old = {n: signal.signal(n, _stop) for n in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(n) in (signal.SIG_DFL, signal.default_int_handler)}
    from .cli import main
    for n, handler in old.items(): signal.signal(n, handler)
    return main()

if __name__ == '__main__': sys.exit(main())
