# SPDX-License-Identifier: Apache-2.0
# What lib.sh does otherwise where registers are in a PostgreSQL server: one database a
# school, made where a story says `certseal init`.
#
#   name_database SCHOOL DATABASE   write it into school.json
#   database_of SCHOOL              its name
#   on_server SQL [DATABASE]        run it there

export PGHOST=$CERTSEAL_TEST_POSTGRES PGUSER=certseal PGDATABASE=postgres
databases=0
made_database=certseal_${story_name}_$$
url_of() { echo "postgresql://certseal@/$1?host=$CERTSEAL_TEST_POSTGRES"; }
database_of() { sed -n 's|.*postgresql://certseal@/\([a-z0-9_]*\)?.*|\1|p' "$1/school.json"; }
on_server() { psql -qAtX -v ON_ERROR_STOP=1 -c "$1" ${2:+-d "$2"}; }
name_database() {
  python3 - "$1/school.json" "$(url_of "$2")" <<'PY'
import json, sys
path, url = sys.argv[1:]
school = json.load(open(path))
school["register"] = url
json.dump(school, open(path, "w"), indent=2, ensure_ascii=False)
PY
}
new_database() {  # its name is in $database
  databases=$((databases + 1))
  database=${made_database}_$databases
  on_server "CREATE DATABASE $database${1:+ TEMPLATE $1}" || fail "no database $database"
}

# `certseal init` with a database: the first is $made_database. In a file, because `run`
# takes the terminal away from programs alone.
cat >"$work/.bin/certseal" <<END
#!/bin/sh
[ "\$1" = init ] || exec "$CERTSEAL_BIN/certseal" "\$@"
name=$made_database
n=0
while ! psql -qAtX -c "CREATE DATABASE \$name" >/dev/null 2>&1; do
  n=\$((n + 1)) name=${made_database}_init\$n
  [ \$n -lt 20 ] || exit 1
done
exec "$CERTSEAL_BIN/certseal" "\$@" --register "postgresql://certseal@/\$name?host=$CERTSEAL_TEST_POSTGRES"
END
chmod +x "$work/.bin/certseal"
PATH=$work/.bin:$PATH

keep_register() { new_database "$(database_of "$1")" && echo "$database" >"$2.kept"; }
bring_back() {
  on_server "DROP DATABASE $(database_of "$2") WITH (FORCE)"
  on_server "CREATE DATABASE $(database_of "$2") TEMPLATE $(cat "$1.kept")"
}
is_kept() {
  rows_of "$(cat "$1.kept")" >kept.rows
  rows_of "$(database_of "$2")" >register.rows
  same kept.rows register.rows
}
# pg_dump marks each of its scripts with a word of its own.
rows_of() { pg_dump "$1" | grep -v '^.\(un\)\?restrict '; }
copy_school() {
  cp -r "$1" "$2"
  new_database "$(database_of "$1")" && name_database "$2" "$database"
}
