"`python -m var_edu` is the command `var_edu`."
import sys

def main():
    "The command, also while it is still being loaded: Ctrl-C shows no traceback"
    try:
        from .cli import main
        return main()
    except KeyboardInterrupt: print('var_edu: interrupted', file=sys.stderr)
    return 130

if __name__ == '__main__': sys.exit(main())
