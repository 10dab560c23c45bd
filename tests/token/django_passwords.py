# SPDX-License-Identifier: Apache-2.0
"""Passwords stored by Django's own hashers, with few iterations so that it is quick, and read by ours:
what Django takes fits, nothing else does. Usage: django_passwords.py PASSWORDS-PROGRAM"""
import base64
import hashlib
import subprocess
import sys

from django.conf import settings

settings.configure(SECRET_KEY="made up", PASSWORD_HASHERS=[
    f"django.contrib.auth.hashers.{name}PasswordHasher" for name in
    ("PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt", "MD5")])

from django.contrib.auth import hashers  # noqa: E402

NAMES = ("PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt")
WORDS = ["swordfish", " spaces at both ends ", "p\u00e4\u00df\u6f22\U0001f511", "$dollar$", "x" * 72, "l" * 200, "y"]


def quick(name):
    """Django's hasher, told to be fast."""
    hasher = type(name, (getattr(hashers, name + "PasswordHasher"),),
                  {"iterations": 100, "rounds": 4, "time_cost": 1, "memory_cost": 64, "parallelism": 2})
    return hasher()


def scrypt(word):
    """Django 4's form; Django 3.2 has no such hasher."""
    salt = "NaClNaClNaClNaClNaClNa"
    key = hashlib.scrypt(word.encode(), salt=salt.encode(), n=64, r=8, p=1, dklen=64)
    return f"scrypt$64${salt}$8$1${base64.b64encode(key).decode()}"


def stored(name, word):
    if name == "scrypt":
        return scrypt(word)
    hasher = quick(name)
    return hasher.encode(word, hasher.salt())


def rows():
    for name in (*NAMES, "scrypt"):
        for word in WORDS:
            text = stored(name, word)
            if name != "scrypt":
                assert quick(name).verify(word, text), (name, word)
            yield text, word, "fits"
            for wrong in (word + "x", word[:-1], "", word.upper() if word != word.upper() else word + "y"):
                if name != "scrypt":
                    yield text, wrong, "fits" if quick(name).verify(wrong, text) else "no"
                else:
                    yield text, wrong, "no"
    # As they come from Django with its own settings.
    for algorithm in ("pbkdf2_sha256", "argon2", "bcrypt_sha256"):
        text = hashers.make_password("swordfish", hasher=algorithm)
        yield text, "swordfish", "fits"
        yield text, "sw0rdfish", "no"
    unusable = hashers.make_password(None)
    pbkdf2 = stored("PBKDF2", "y")
    for text, words in ((unusable, "no"), ("", "no"), ("!", "no"), ("swordfish", "not supported"),
                        (hashers.make_password("y", hasher="md5"), "not supported"),
                        (pbkdf2.replace("$100$", "$0$"), "input with a meaning that cannot be used"),
                        (pbkdf2.replace("$100$", "$4000000000$"), "a limit was exceeded"),
                        (pbkdf2[:-4], "input with a meaning that cannot be used"),
                        (pbkdf2 + "=", "input with a meaning that cannot be used"),
                        (scrypt("y").replace("$64$", "$65$"), "input with a meaning that cannot be used"),
                        (scrypt("y").replace("$64$", "$4194304$"), "a limit was exceeded"),
                        (stored("Argon2", "y").replace("m=64", "m=99999999"), "a limit was exceeded"),
                        (stored("BCrypt", "y").replace("$04$", "$31$"), "a limit was exceeded"),
                        (stored("BCrypt", "y")[:-1], "input with a meaning that cannot be used")):
        yield text, "y", words


def main():
    table = list(rows())
    text = "".join(f"{encoded}\t{word}\n" for encoded, word, _ in table)
    done = subprocess.run([sys.argv[1]], input=text.encode(), stdout=subprocess.PIPE, check=True)
    answers = done.stdout.decode().split("\n")[:-1]
    assert len(answers) == len(table), (len(answers), len(table))
    wrong = [(*row, got) for row, got in zip(table, answers) if row[2] != got]
    assert not wrong, wrong
    assert sum(row[2] == "fits" for row in table) > 40
    print(f"{len(table)} passwords: as Django has them")


main()
