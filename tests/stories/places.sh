#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A school in places where it cannot work: a second copy of it, a clock that is wrong, media
# that cannot be written, a share that refuses locks. Each is said, and nothing is changed.
. "$(dirname "$0")/lib.sh"
# in_world NAME=VALUE COMMAND...: another clock, or no locks (tests/faults/other_world.cc).
in_world() { run env "$1" LD_PRELOAD="$CERTSEAL_BIN/other_world.so" "${@:2}"; }
ended() { [ "$exit_code" = "$1" ] || fail "exit code $exit_code, not $1"; }
sums() { find "$1" -type f -exec sha256sum {} + | sort; }
# unchanged DIR: is as it was when `sums DIR >before` looked.
unchanged() { sums "$1" | cmp -s before - || fail "something was changed in $1"; }

make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish --passphrase-file pass
code=$(code_of Suharto)
keyed="--passphrase-file pass"
revoked="--reason issued-in-error --yes"
ada="Ada,Later,RN,ada@example.org,L777,CA,RN,BDF-201,2026-03-21,,7,9,16,injector"
{ head -n 1 "$demo/roster.csv"; echo "$ada"; } >second.csv

# The directory was copied, and both copies go on. The one that meets what the other has
# published is told so, whatever it wants to change.
cp -r school copy
exits 0 certseal -C copy issue second.csv $keyed
exits 0 certseal -C copy publish $keyed --to elsewhere
exits 0 issue second.csv
exits 0 certseal -C school publish $keyed
rm -r copy/site && cp -r school/site copy/site
sums copy >before
for command in publish "revoke $code $revoked" "keys rotate issuer"; do
  exits 1 certseal -C copy $command $keyed
  err "went different ways"
  err "two copies of the school's directory have been written to"
done
exits 1 certseal -C copy recover --yes
err "take a backup from before the two parted"
unchanged copy
# Two machines with one backup: the one that comes second is told, too.
exits 0 certseal -C school backup one.backup $keyed
for machine in first second; do
  exits 0 certseal restore one.backup $machine $keyed
  exits 0 certseal -C $machine recover --from school/site --yes
  sed "s/ada@/$machine@/; s/Ada,/Ada $machine,/; s/L777/L$machine/" second.csv \
    >on_$machine.csv
  exits 0 certseal -C $machine issue on_$machine.csv $keyed
done
exits 0 certseal -C first publish $keyed --to shared
exits 0 certseal -C second publish $keyed --to its_own
cp -r shared second/site
sums second >before
exits 1 certseal -C second publish $keyed --to shared
err "went different ways"
exits 1 certseal -C second revoke "$code" $revoked $keyed
err "went different ways"
unchanged second

# A clock that is ahead: what it dates counts. Right again, it is behind: said.
cp -r school ahead
in_world OTHER_WORLD_CLOCK=864000 certseal -C ahead revoke "$code" $revoked $keyed
ended 0
sums ahead >before
for command in publish "keys rotate issuer" "revoke $(code_of Later) $revoked"; do
  exits 1 certseal -C ahead $command $keyed
  err "this computer's clock says"
  err "set the clock right: times in the log never go back"
done
unchanged ahead
exits 0 certseal -C ahead list
exits 0 certseal -C ahead audit
in_world OTHER_WORLD_CLOCK=864100 certseal -C ahead publish $keyed
ended 0
# Whoever looks it up with a clock that is behind, or far ahead, is told so, and not that it
# is good.
for clock in 0 -86400; do
  in_world OTHER_WORLD_CLOCK=$clock certseal-lookup --trust ahead/keys/school.trust \
    --register ahead/site "$(code_of Later)"
  ended 2
  out "CANNOT CHECK"
  out "after this computer's clock"
done
in_world OTHER_WORLD_CLOCK=6000000 certseal-lookup --trust ahead/keys/school.trust \
  --register ahead/site "$(code_of Later)"
ended 2
out "a newer one was promised by"

# A share without locks: two programs could write the register at once.
sums school >before
for command in list "check second.csv" "publish $keyed" "issue $demo/roster.csv $keyed"; do
  in_world OTHER_WORLD_LOCKS=refused certseal -C school $command
  ended 1
  err "cannot be locked"
  err "keep the school's directory on a disk of this computer"
done
# The audit has found nothing false there: no copy is to be put back.
in_world OTHER_WORLD_LOCKS=refused certseal -C school audit
ended 1
out "?     files beside"
out "keep the school's directory on a disk of this computer"
no_out "FALSE"
no_out "copy"
unchanged school
in_world OTHER_WORLD_LOCKS=refused certseal init unlocked --name New \
  --url https://new.example/ $keyed
ended 1
err "cannot be locked"
in_world OTHER_WORLD_LOCKS=refused certseal restore one.backup unlocked $keyed
ended 1
err "cannot be locked"
for each in unlocked*; do absent "$each"; done

# Media that cannot be written: what reads goes on, what writes says so, and nothing changes.
#   sealed_holds PREFIX...   how the programs are run there
sealed_holds() {
  local command sealed="$* $CERTSEAL_BIN/certseal -C sealed"
  sums sealed >before
  rm -rf "$HOME/.local"  # an employer who has seen nothing
  for command in list "show $code" "check second.csv" audit "keys list"; do
    exits 0 $sealed $command
  done
  exits 0 "$@" "$CERTSEAL_BIN/certseal-lookup" --trust sealed/keys/school.trust \
    --register sealed/site "$code"
  for command in "publish $keyed" "issue on_first.csv $keyed" \
      "revoke $code $revoked $keyed" \
      "hold $code --yes $keyed" "correct $code --set credentials=MD --yes $keyed" \
      "keys rotate issuer $keyed" "erase $code --yes" "cards sealed/cards.pdf $code"; do
    exits 1 $sealed $command
    grep -qE 'may not be written|Permission denied|Read-only file system' .err ||
      fail "not said: $command"
  done
  unchanged sealed
}
# A mount that is read-only for the administrator, too, in a space of its own.
cp -r school sealed
cat >.bin/on_read_only <<'SH'
#!/bin/sh
exec unshare "$space" sh -c 'mount --bind sealed sealed &&
  mount -o remount,bind,ro sealed && exec "$@"' sh "$@"
SH
chmod +x .bin/on_read_only
export space=-m
on_read_only true 2>/dev/null || space=-Urm
if on_read_only true 2>/dev/null; then
  refuses on_read_only touch sealed/new
  sealed_holds on_read_only
else
  echo "$story_name: nothing can be mounted; a read-only mount was not tried" >&2
fi
# No permissions bind the administrator of a computer, so another user tries them.
reader=""
if [ "$(id -u)" = 0 ]; then
  reader="setpriv --reuid=65534 --regid=65534 --clear-groups"
  chown -R 65534:65534 sealed && chmod 711 "$work" && chmod 644 pass second.csv on_first.csv
fi
chmod -R a-w sealed
if $reader "$CERTSEAL_BIN/certseal" --version >/dev/null 2>&1; then
  sealed_holds $reader
else
  echo "$story_name: no other user may run the program; permissions were not tried" >&2
fi
chmod -R u+w sealed

# An employer's memory that is damaged decides nothing; one that cannot be written is said.
export XDG_STATE_HOME="$work/state"
trust="--trust school/keys/school.trust --register school/site"
exits 0 certseal-lookup $trust "$code"
memory=$(find state -type f)
for damage in "" "certseal remembered/v1"; do
  echo "$damage" >"$memory"
  exits 2 certseal-lookup $trust "$code"
  out "the register that was seen before cannot be read"
  out "to begin anew, remove that file"
done
rm -r state && touch state
exits 0 certseal-lookup $trust "$code"
err "the register that was seen cannot be remembered"
