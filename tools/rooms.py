"""The notebooks in the order of reading: the way in, the course, what lies beyond it, the workshop."""
from pathlib import Path

NBS = Path(__file__).resolve().parent.parent/"nbs"
ROOMS = {"": "", "course": "The course", "beyond": "Beyond the course", "workshop": "The workshop"}   # folder -> what readers call it


def in_room(room): return sorted(p for p in (NBS/room).glob("*.ipynb") if p.name[0] not in "_.")


def notebooks():
    "Every notebook once; the questions, which are gathered from all others, last"
    first, last = [p for p in in_room("") if p.stem != "questions"], [p for p in in_room("") if p.stem == "questions"]
    return first + [p for room in list(ROOMS)[1:] for p in in_room(room)] + last
