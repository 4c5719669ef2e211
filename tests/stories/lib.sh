# SPDX-License-Identifier: Apache-2.0
# What every story begins with: a directory of its own, the two programs, and words to
# say what must be. A story ends at the first thing that is not so.
#
#   run COMMAND...        run it; stdout, stderr and exit code are kept
#   exits N COMMAND...    run it and demand the exit code
#   out TEXT / err TEXT   the last stdout / stderr holds the text
#   no_out TEXT           ... does not hold it
#   absent PATH           nothing is there
#   same A B              two files are equal
#
# With CERTSEAL_TEST_ENGINE=postgresql, run by tests/support/with_postgres, every school
# that is made has its register in a database (postgres.sh); sqlite_only ends a story there.

set -u
story_name=$(basename "$0" .sh)
story_source=$(cd "$(dirname "$0")/../.." && pwd)
demo=$story_source/scripts/demo
work=$(mktemp -d "${TMPDIR:-/tmp}/certseal-$story_name.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export HOME="$work/home" XDG_CONFIG_HOME="$work/config" NO_COLOR=1 LC_ALL=C.UTF-8
mkdir -p "$HOME"
# `issue ROSTER` issues in the school that make_school made. A program, so that `run`
# can take the terminal away from it.
mkdir "$work/.bin"
printf '#!/bin/sh\nexec certseal -C school issue --passphrase-file pass "$@"\n' >"$work/.bin/issue"
chmod +x "$work/.bin/issue"
PATH=$CERTSEAL_BIN:$work/.bin:$PATH
step=0
engine=${CERTSEAL_TEST_ENGINE:-sqlite}
sqlite_only() { [ "$engine" = sqlite ] || exit 0; }

fail() {
  printf '%s: step %d: %s\n' "$story_name" "$step" "$1" >&2
  printf -- '--- stdout\n' >&2; head -c 4000 "$work/.out" >&2
  printf -- '\n--- stderr\n' >&2; head -c 4000 "$work/.err" >&2
  exit 1
}

# Without a terminal: setsid takes the controlling one away.
run() {
  step=$((step + 1))
  setsid -w "$@" >"$work/.out" 2>"$work/.err" </dev/null
  exit_code=$?
}
exits() {
  want=$1; shift
  run "$@"
  [ "$exit_code" = "$want" ] || fail "exit code $exit_code, not $want: $*"
}
out() { grep -qF -- "$1" "$work/.out" || fail "stdout lacks: $1"; }
err() { grep -qF -- "$1" "$work/.err" || fail "stderr lacks: $1"; }
no_out() { ! grep -qF -- "$1" "$work/.out" || fail "stdout holds: $1"; }
no_err() { ! grep -qF -- "$1" "$work/.err" || fail "stderr holds: $1"; }
first_line() { [ "$(head -n 1 "$work/.out")" = "$1" ] || fail "first line is not: $1"; }
absent() { [ ! -e "$1" ] || fail "must not exist: $1"; }
present() { [ -e "$1" ] || fail "must exist: $1"; }
same() { cmp -s "$1" "$2" || fail "$1 and $2 differ"; }
holds() { "$@" >/dev/null 2>&1 || fail "does not hold: $*"; }
refuses() { ! "$@" >/dev/null 2>&1 || fail "must not succeed: $*"; }

# cheap_keys SCHOOL: its private keys open at once from now on. The program's own
# encryption takes half a second a key, which is right for a thief and wrong for a test of
# something else; init.sh has it as it is.
cheap_keys() {
  local key
  for key in "$1"/keys/*.key; do
    openssl pkey -in "$key" -passin file:pass |
      openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 1 -passout file:pass -out "$key.cheap" &&
      chmod 600 "$key.cheap" && mv "$key.cheap" "$key" || fail "no cheap key for $key"
  done
}

# A school with the demo's profile, in ./school; its passphrase in ./pass.
make_school() {
  echo "correct horse battery staple" >pass
  exits 0 certseal init school --name "Example School of Aesthetics" \
    --url https://verify.school.example/ --passphrase-file pass
  cheap_keys school
  cp "$demo/school.json" school/school.json
  [ "$engine" = sqlite ] || name_database school "$made_database"
}
code_of() { certseal -C school find "$1" --json | sed 's/.*"code":"\([^"]*\)".*/\1/' | head -n 1; }
file_of() { certseal -C school show "$(code_of "$1")" --json | sed 's/.*"file":"\([^"]*\)".*/\1/'; }

# Copies of registers, whichever the engine:
#
#   keep_register SCHOOL NAME    keep a copy under a name
#   bring_back NAME SCHOOL       put that copy in the register's place
#   is_kept NAME SCHOOL          the register is as that copy
#   copy_school SCHOOL OTHER     a directory with a register of its own
keep_register() { cp "$1/register.db" "$2.kept"; }
bring_back() { cp "$1.kept" "$2/register.db"; }
is_kept() { same "$1.kept" "$2/register.db"; }
copy_school() { cp -r "$1" "$2"; }
[ "$engine" = sqlite ] || . "$story_source/tests/stories/postgres_lib.sh"
