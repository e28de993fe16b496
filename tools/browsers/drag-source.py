"""A small window from which files can be dragged, as from a file manager.

drag-source.py LEFT TOP SIDE: draws a square there, and says "ready" when it is on the screen. Each
line of the input is a JSON list of paths: what the next drag carries; "ready" answers it. It ends
with its input.
"""
import json
import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

left, top, side = (int(argument) for argument in sys.argv[1:])
uris = []


def say_ready(*_):
    print("ready", flush=True)
    return False


def take_paths(source, _):
    global uris
    line = source.readline()
    if line == "":
        Gtk.main_quit()
        return False
    uris = [pathlib.Path(path).as_uri() for path in json.loads(line)]
    say_ready()
    return True


# No window manager runs here: such a window places itself, above all others.
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(side, side)
window.move(left, top)
window.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
window.drag_source_add_uri_targets()
window.connect("drag-data-get", lambda _window, _context, data, _info, _time: data.set_uris(uris))
window.connect("map-event", say_ready)
window.show_all()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, take_paths)
Gtk.main()
