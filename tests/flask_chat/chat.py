"""A Flask chat of the kind that Snug replaces, and what was said in it.

    python chat.py OLD.db          registers people and lets them talk, in a new database
    python chat.py OLD.db --more   lets them go on, in a database that was made before

The people and messages go through Flask and Werkzeug themselves: tests/it/flask_import.rs imports what those wrote.
"""

import sqlite3
import sys
from pathlib import Path

from flask import Flask, abort, g, redirect, request, session
from werkzeug.security import check_password_hash, generate_password_hash

TABLES = """
    create table users (id integer primary key, username text unique, password text);
    create table messages (id integer primary key, room text, username text, message text);
"""


def create_app(database, method):
    """The chat. `method` is how Werkzeug hashes the passwords of those who register."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="secret", METHOD=method)

    def db():
        if "db" not in g:
            g.db = sqlite3.connect(database)
            # A test's data needn't survive a power cut, and each request would wait for the disk.
            g.db.execute("pragma synchronous = off")
        return g.db

    @app.teardown_appcontext
    def close(_error):
        if "db" in g:
            g.db.close()

    @app.post("/register")
    def register():
        password = generate_password_hash(request.form["password"], method=app.config["METHOD"])
        try:
            with db():
                db().execute(
                    "insert into users (username, password) values (?, ?)", (request.form["username"], password)
                )
        except sqlite3.IntegrityError:
            abort(409)
        return redirect("/login")

    @app.post("/login")
    def login():
        username = request.form["username"]
        row = db().execute("select password from users where username = ?", (username,)).fetchone()
        if row is None or not check_password_hash(row[0], request.form["password"]):
            abort(403)
        session["username"] = username
        return redirect("/")

    @app.post("/send")
    def send():
        message = (request.form["room"], session["username"], request.form["message"])
        with db():
            db().execute("insert into messages (room, username, message) values (?, ?, ?)", message)
        return "", 204

    @app.post("/leave")
    def leave():
        with db():
            db().execute("delete from users where username = ?", (session.pop("username"),))
        return redirect("/register")

    return app


SCRYPT, PBKDF2 = "scrypt", "pbkdf2:sha256"

PEOPLE = [
    # Before anybody who can log in to Snug.
    ("veteran", "from the old days", SCRYPT),
    # Its name fits once changed, and would then be the next one's.
    ("john doe", "correct horse", SCRYPT),
    ("john-doe", "another john's", SCRYPT),
    ("ann", "correct horse", SCRYPT),
    ("Ann", "battery staple", PBKDF2),
    # Shorter than Snug lets a new one be.
    ("bob", "pw", "pbkdf2:sha1"),
    ("cy", "pässwörd 🔑", SCRYPT),
    ("n" * 40, "correct horse", SCRYPT),
    ("🐢🐢", "correct horse", SCRYPT),
    ("דוד לוי", "correct horse", SCRYPT),
    ("gone", "correct horse", SCRYPT),
    ("\x1b[2Jclear", "correct horse", SCRYPT),
]

MESSAGES = [
    ("general", "veteran", "Welcome, everyone!"),
    ("general", "ann", "Hi 👋🏽 — Ünïcödé, 日本語, עברית"),
    ("Off Topic", "ann", "Anything goes here"),
    ("general", "bob", '<script>alert("hi")</script> & <b>bold</b>'),
    ("off topic", "bob", "One room, two spellings"),
    ("general", "Ann", ""),
    ("general", "cy", "Two\r\nlines"),
    ("l" * 100, "cy", "In the room with the long name"),
    ("", "Ann", "In the room without a name"),
    ("long", "john doe", " ".join(f"word{number:05}" for number in range(2_000))),
    ("long", "john doe", "x" * 20_000),
    ("general", "gone", "I am leaving"),
    ("general", "john-doe", "The other john"),
    ("general", "n" * 40, "A long name"),
    ("general", "🐢🐢", "Slow and steady"),
    ("general", "דוד לוי", "שלום"),
    # More than Snug imports at once, in two rooms by turns.
    *(("odd" if n % 2 else "even", "ann" if n % 3 else "bob", f"number {n}") for n in range(1, 1_201)),
]

MORE = [
    ("general", "ann", "Said after the first import"),
    ("general", "dee", "I am new here"),
    ("new room", "bob", "This room is new"),
]


def talk(app, passwords, messages):
    browsers = {}
    for room, username, message in messages:
        if username not in browsers:
            browsers[username] = app.test_client()
            form = {"username": username, "password": passwords[username]}
            expect(browsers[username].post("/login", data=form), 302)
        form = {"room": room, "message": message}
        expect(browsers[username].post("/send", data=form), 204)
    return browsers


def register(database, people):
    for username, password, method in people:
        client = create_app(database, method).test_client()
        expect(client.post("/register", data={"username": username, "password": password}), 302)


def expect(response, status):
    assert response.status_code == status, f"{response.request.path} answered {response.status}"


def make(database):
    Path(database).unlink(missing_ok=True)
    with sqlite3.connect(database) as db:
        db.executescript(TABLES)
    register(database, PEOPLE)
    passwords = {username: password for username, password, _method in PEOPLE}
    browsers = talk(create_app(database, SCRYPT), passwords, MESSAGES)
    expect(browsers["gone"].post("/leave"), 302)
    with sqlite3.connect(database) as db:
        # As no Werkzeug writes it: bcrypt.
        other = "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"
        db.execute("update users set password = ? where username = 'veteran'", (other,))


def make_more(database):
    register(database, [("dee", "correct horse", SCRYPT)])
    passwords = {username: password for username, password, _method in PEOPLE} | {"dee": "correct horse"}
    talk(create_app(database, SCRYPT), passwords, MORE)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [database]:
            make(database)
        case [database, "--more"]:
            make_more(database)
        case _:
            sys.exit(__doc__)
